package io.kerasport.core.inspect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
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
  private final NodeComparison nodes = new NodeComparison(this);
  private final Deque<NodePair> queue = new ArrayDeque<>();
  private final Set<NodePair> seen = new HashSet<>();
  private final Set<List<String>> seenFunctions = new HashSet<>();
  private boolean unequal;

  /**
   * One of the graphs.
   *
   * @param graph its nodes
   * @param functions its library
   */
  record Side(GraphStructure graph, FunctionStructures functions) {}

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

  /** Compares what two functions do. */
  void functions(String what, String leftName, String rightName) {
    if (!left.functions().structure(leftName).equals(right.functions().structure(rightName))) {
      unequal = true;
      if (!functions(leftName, rightName)) {
        differences.at(what).add("function " + leftName, "function " + rightName);
      }
      walk();
    }
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
  void endpoints(
      Differences here,
      GraphStructure leftBody,
      Endpoint leftEnd,
      GraphStructure rightBody,
      Endpoint rightEnd) {
    if (leftBody.structure(leftEnd).equals(rightBody.structure(rightEnd))) {
      return;
    }
    unequal = true;
    NodePair pair = new NodePair(leftBody, leftEnd.node(), rightBody, rightEnd.node());
    boolean comparable = pair.leftNode() != null && pair.rightNode() != null;
    if (!comparable || leftBody.number(leftEnd.node()) == rightBody.number(rightEnd.node())) {
      here.add(describe(leftBody, leftEnd), describe(rightBody, rightEnd));
    } else if (seen.add(pair)) {
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
      NodePair pair = queue.remove();
      if (differences.size() - reportedBefore >= MAX_REPORTED) {
        queue.clear();
        differences.at("further nodes").add("not compared", "not compared");
        return;
      }
      NodeDef leftNode = Objects.requireNonNull(pair.leftNode());
      NodeDef rightNode = Objects.requireNonNull(pair.rightNode());
      nodes.compare(pair, leftNode, rightNode, differences.at(pair.place()));
    }
  }

  /** Compares two functions that differ; false if no place of the difference was found. */
  boolean functions(String leftName, String rightName) {
    @Nullable FunctionDef leftFunction = left.functions().definition(leftName);
    @Nullable FunctionDef rightFunction = right.functions().definition(rightName);
    if (leftFunction == null || rightFunction == null) {
      return false;
    }
    if (!seenFunctions.add(List.of(leftName, rightName))) {
      return true;
    }
    int before = differences.size();
    int queued = queue.size();
    Differences here = differences.at("function " + NodePair.both(leftName, rightName));
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
    List<Endpoint> leftResults = results(leftFunction);
    List<Endpoint> rightResults = results(rightFunction);
    for (int i = 0; i < Math.min(leftResults.size(), rightResults.size()); i++) {
      endpoints(
          here.at("result " + i), leftBody, leftResults.get(i), rightBody, rightResults.get(i));
    }
    nodes.controls(
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

  private static List<Endpoint> results(FunctionDef function) {
    return function.getSignature().getOutputArgList().stream()
        .map(OpDef.ArgDef::getName)
        .map(name -> Endpoint.ofBody(function.getRetOrDefault(name, "")))
        .toList();
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

  /** Some of several names. */
  static String names(List<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String listed = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
    return names.size() <= MAX_NAMES ? listed : listed + "… " + names.size() + " in all";
  }
}
