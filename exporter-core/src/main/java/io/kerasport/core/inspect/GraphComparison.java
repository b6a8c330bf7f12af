package io.kerasport.core.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Compares two graphs backwards from their roots. Equal numbers are equal graphs; where they are
 * not it walks both sides together and reports the nodes that make the difference.
 */
final class GraphComparison {
  private static final int MAX_REPORTED = 100;
  private static final int MAX_NAMES = 5;

  private final Side left;
  private final Side right;
  private final Differences differences;
  private final int reportedBefore;
  private final Deque<Pair> queue = new ArrayDeque<>();
  private final Set<Pair> seen = new HashSet<>();
  private boolean unequal;

  /**
   * One of the graphs.
   *
   * @param graph its nodes
   * @param functions its library
   */
  record Side(GraphStructure graph, FunctionStructures functions) {}

  /** Two nodes to compare, each in a graph or function body. */
  private record Pair(
      GraphStructure leftBody, String left, GraphStructure rightBody, String right) {
    String place() {
      String node = "node " + both(left, right);
      String leftFunction = leftBody.view().name();
      return leftFunction.isEmpty()
          ? node
          : "function " + both(leftFunction, rightBody.view().name()) + ", " + node;
    }

    private static String both(String left, String right) {
      return left.equals(right) ? left : left + " / " + right;
    }
  }

  GraphComparison(Side left, Side right, Differences differences) {
    this.left = left;
    this.right = right;
    this.differences = differences;
    this.reportedBefore = differences.size();
  }

  /** Compares what two tensors compute. An empty name is no tensor. */
  void tensors(String what, String leftName, String rightName) {
    roots(what, Endpoint.ofGraph(leftName), Endpoint.ofGraph(rightName), leftName, rightName);
  }

  /** Compares what two operations do, which may be named like a tensor. */
  void operations(String what, String leftName, String rightName) {
    Endpoint leftNode = new Endpoint(Endpoint.ofGraph(leftName).node(), "", false);
    Endpoint rightNode = new Endpoint(Endpoint.ofGraph(rightName).node(), "", false);
    roots(what, leftNode, rightNode, leftName, rightName);
  }

  private void roots(
      String what, Endpoint leftRoot, Endpoint rightRoot, String leftName, String rightName) {
    Differences here = differences.at(what);
    if (leftName.isEmpty() || rightName.isEmpty()) {
      if (!leftName.equals(rightName)) {
        unequal = true;
        here.add(leftName.isEmpty() ? "none" : leftName, rightName.isEmpty() ? "none" : rightName);
      }
      return;
    }
    endpoints(here, left.graph(), leftRoot, right.graph(), rightRoot);
    walk();
  }

  /** Queues two nodes if they differ, or reports that they cannot be compared. */
  private void endpoints(
      Differences here,
      GraphStructure leftBody,
      Endpoint leftEnd,
      GraphStructure rightBody,
      Endpoint rightEnd) {
    if (leftBody.structure(leftEnd).equals(rightBody.structure(rightEnd))) {
      return;
    }
    unequal = true;
    boolean nodes =
        leftBody.view().node(leftEnd.node()) != null
            && rightBody.view().node(rightEnd.node()) != null;
    if (!nodes || leftBody.number(leftEnd.node()) == rightBody.number(rightEnd.node())) {
      here.add(describe(leftBody, leftEnd), describe(rightBody, rightEnd));
      return;
    }
    Pair pair = new Pair(leftBody, leftEnd.node(), rightBody, rightEnd.node());
    if (seen.add(pair)) {
      queue.add(pair);
    }
  }

  private static String describe(GraphStructure body, Endpoint end) {
    String port = end.port().isEmpty() ? "" : ":" + end.port();
    if (body.view().node(end.node()) != null) {
      return end.node() + port;
    }
    int argument = body.view().argument(end.node());
    return argument >= 0 ? "argument " + argument : end.node() + port + " (no such node)";
  }

  private void walk() {
    while (!queue.isEmpty()) {
      Pair pair = queue.remove();
      if (differences.size() - reportedBefore >= MAX_REPORTED) {
        queue.clear();
        differences.at("further nodes").add("not compared", "not compared");
        return;
      }
      NodeDef leftNode = Objects.requireNonNull(pair.leftBody().view().node(pair.left()));
      NodeDef rightNode = Objects.requireNonNull(pair.rightBody().view().node(pair.right()));
      nodes(pair, leftNode, rightNode, differences.at(pair.place()));
    }
  }

  private void nodes(Pair pair, NodeDef leftNode, NodeDef rightNode, Differences here) {
    if (!leftNode.getOp().equals(rightNode.getOp())) {
      here.compare("op", leftNode.getOp(), rightNode.getOp());
      return;
    }
    here.compare(
        "identity",
        orNone(pair.leftBody().identity(leftNode)),
        orNone(pair.rightBody().identity(rightNode)));
    here.compare("device", orNone(leftNode.getDevice()), orNone(rightNode.getDevice()));
    attributes(pair, leftNode, rightNode, here);
    inputs(pair, leftNode, rightNode, here);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "none" : text;
  }

  private void attributes(Pair pair, NodeDef leftNode, NodeDef rightNode, Differences here) {
    Map<String, Object> leftValues = pair.leftBody().attrs(leftNode);
    Map<String, Object> rightValues = pair.rightBody().attrs(rightNode);
    Set<String> names = new TreeSet<>(leftValues.keySet());
    names.addAll(rightValues.keySet());
    for (String name : names) {
      if (!Objects.equals(leftValues.get(name), rightValues.get(name))) {
        var leftValue = pair.leftBody().effective(leftNode, name);
        var rightValue = pair.rightBody().effective(rightNode, name);
        if (leftValue == null
            || rightValue == null
            || !leftValue.hasFunc()
            || !rightValue.hasFunc()
            || !functions(leftValue.getFunc().getName(), rightValue.getFunc().getName())) {
          here.at("attribute " + name)
              .add(
                  leftValue == null ? "none" : Notation.attr(leftValue),
                  rightValue == null ? "none" : Notation.attr(rightValue));
        }
      }
    }
  }

  private void inputs(Pair pair, NodeDef leftNode, NodeDef rightNode, Differences here) {
    List<Endpoint> leftInputs = endpoints(pair.leftBody(), leftNode.getInputList());
    List<Endpoint> rightInputs = endpoints(pair.rightBody(), rightNode.getInputList());
    List<Endpoint> leftData = leftInputs.stream().filter(input -> !input.control()).toList();
    List<Endpoint> rightData = rightInputs.stream().filter(input -> !input.control()).toList();
    here.compare("number of inputs", leftData.size(), rightData.size());
    for (int i = 0; i < Math.min(leftData.size(), rightData.size()); i++) {
      endpoints(
          here.at("input " + i),
          pair.leftBody(),
          leftData.get(i),
          pair.rightBody(),
          rightData.get(i));
    }
    controls(
        here.at("control inputs"),
        pair.leftBody(),
        leftInputs.stream().filter(Endpoint::control).map(Endpoint::node).toList(),
        pair.rightBody(),
        rightInputs.stream().filter(Endpoint::control).map(Endpoint::node).toList());
  }

  private static List<Endpoint> endpoints(GraphStructure body, List<String> inputs) {
    return inputs.stream().map(body.view()::endpoint).toList();
  }

  /** Control inputs have no order: those without an equal partner are paired by name. */
  private void controls(
      Differences here,
      GraphStructure leftBody,
      List<String> leftNames,
      GraphStructure rightBody,
      List<String> rightNames) {
    List<String> leftRest = new ArrayList<>(leftNames);
    List<String> rightRest = new ArrayList<>();
    Map<Integer, Deque<String>> byNumber = new TreeMap<>();
    leftNames.forEach(
        name -> byNumber.computeIfAbsent(leftBody.number(name), n -> new ArrayDeque<>()).add(name));
    for (String name : rightNames) {
      Deque<String> equals = byNumber.get(rightBody.number(name));
      if (equals == null || equals.isEmpty()) {
        rightRest.add(name);
      } else {
        leftRest.remove(equals.remove());
      }
    }
    if (leftRest.size() != rightRest.size()) {
      unequal = true;
      here.add(names(leftRest), names(rightRest));
      return;
    }
    leftRest.sort(Comparator.naturalOrder());
    rightRest.sort(Comparator.naturalOrder());
    for (int i = 0; i < leftRest.size(); i++) {
      endpoints(
          here,
          leftBody,
          new Endpoint(leftRest.get(i), "", true),
          rightBody,
          new Endpoint(rightRest.get(i), "", true));
    }
  }

  /** Compares two functions; false if that gave no difference. */
  private boolean functions(String leftName, String rightName) {
    @Nullable FunctionDef leftFunction = left.functions().definition(leftName);
    @Nullable FunctionDef rightFunction = right.functions().definition(rightName);
    if (leftFunction == null || rightFunction == null) {
      return false;
    }
    int before = differences.size();
    int queued = queue.size();
    Differences here =
        differences.at(
            "function " + (leftName.equals(rightName) ? leftName : leftName + " / " + rightName));
    here.compare(
        "arguments",
        MetaGraphInspector.types(leftFunction.getSignature().getInputArgList()),
        MetaGraphInspector.types(rightFunction.getSignature().getInputArgList()));
    here.compare(
        "results",
        MetaGraphInspector.types(leftFunction.getSignature().getOutputArgList()),
        MetaGraphInspector.types(rightFunction.getSignature().getOutputArgList()));
    GraphStructure leftBody = left.functions().body(leftFunction);
    GraphStructure rightBody = right.functions().body(rightFunction);
    List<OpDef.ArgDef> leftOutputs = leftFunction.getSignature().getOutputArgList();
    List<OpDef.ArgDef> rightOutputs = rightFunction.getSignature().getOutputArgList();
    for (int i = 0; i < Math.min(leftOutputs.size(), rightOutputs.size()); i++) {
      endpoints(
          here.at("result " + i),
          leftBody,
          Endpoint.ofBody(leftFunction.getRetOrDefault(leftOutputs.get(i).getName(), "")),
          rightBody,
          Endpoint.ofBody(rightFunction.getRetOrDefault(rightOutputs.get(i).getName(), "")));
    }
    controls(
        here.at("nodes that always run"),
        leftBody,
        List.copyOf(new TreeSet<>(leftFunction.getControlRetMap().values())),
        rightBody,
        List.copyOf(new TreeSet<>(rightFunction.getControlRetMap().values())));
    if (differences.size() == before && queue.size() == queued) {
      occurrences(here, leftBody, rightBody);
    }
    return differences.size() > before || queue.size() > queued;
  }

  /**
   * Ends the comparison: graphs that compute the same may still compute a part once on one side and
   * several times on the other.
   */
  void finish() {
    if (!unequal) {
      occurrences(differences, left.graph(), right.graph());
    } else if (differences.size() == reportedBefore) {
      differences.at("graph").add("one structure", "another structure");
    }
  }

  private static void occurrences(
      Differences here, GraphStructure leftBody, GraphStructure rightBody) {
    SortedMap<Integer, Integer> leftCounts = leftBody.occurrences();
    SortedMap<Integer, Integer> rightCounts = rightBody.occurrences();
    Set<Integer> numbers = new TreeSet<>(leftCounts.keySet());
    numbers.addAll(rightCounts.keySet());
    for (int number : numbers) {
      if (!Objects.equals(leftCounts.get(number), rightCounts.get(number))) {
        here.at("nodes of equal structure")
            .add(names(leftBody.nodes(number)), names(rightBody.nodes(number)));
      }
    }
  }

  private static String names(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String listed = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
    return names.size() <= MAX_NAMES ? listed : listed + "… " + names.size() + " in all";
  }
}
