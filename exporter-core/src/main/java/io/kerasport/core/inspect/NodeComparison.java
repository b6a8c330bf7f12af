package io.kerasport.core.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/** Reports in what two nodes differ, and hands the nodes before them on to be compared. */
final class NodeComparison {
  private final GraphComparison graphs;

  NodeComparison(GraphComparison graphs) {
    this.graphs = graphs;
  }

  void compare(NodePair pair, NodeDef leftNode, NodeDef rightNode, Differences here) {
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

  private void attributes(NodePair pair, NodeDef leftNode, NodeDef rightNode, Differences here) {
    Map<String, Object> leftValues = pair.leftBody().attrs(leftNode);
    Map<String, Object> rightValues = pair.rightBody().attrs(rightNode);
    Set<String> names = new TreeSet<>(leftValues.keySet());
    names.addAll(rightValues.keySet());
    for (String name : names) {
      if (!Objects.equals(leftValues.get(name), rightValues.get(name))) {
        attribute(
            here.at("attribute " + name),
            pair.leftBody().effective(leftNode, name),
            pair.rightBody().effective(rightNode, name));
      }
    }
  }

  private void attribute(Differences here, @Nullable AttrValue left, @Nullable AttrValue right) {
    if (left != null && right != null && left.hasFunc() && right.hasFunc()) {
      if (graphs.functions(left.getFunc().getName(), right.getFunc().getName())) {
        return;
      }
    }
    here.add(
        left == null ? "none" : Notation.attr(left), right == null ? "none" : Notation.attr(right));
  }

  private void inputs(NodePair pair, NodeDef leftNode, NodeDef rightNode, Differences here) {
    List<Endpoint> leftInputs = endpoints(pair.leftBody(), leftNode);
    List<Endpoint> rightInputs = endpoints(pair.rightBody(), rightNode);
    List<Endpoint> leftData = leftInputs.stream().filter(input -> !input.control()).toList();
    List<Endpoint> rightData = rightInputs.stream().filter(input -> !input.control()).toList();
    here.compare("number of inputs", leftData.size(), rightData.size());
    for (int i = 0; i < Math.min(leftData.size(), rightData.size()); i++) {
      graphs.endpoints(
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

  private static List<Endpoint> endpoints(GraphStructure body, NodeDef node) {
    return node.getInputList().stream().map(body.view()::endpoint).toList();
  }

  /** Control inputs have no order: those without an equal partner are paired by name. */
  void controls(
      Differences here,
      GraphStructure leftBody,
      List<String> leftNames,
      GraphStructure rightBody,
      List<String> rightNames) {
    List<String> leftRest = new ArrayList<>(leftNames);
    List<String> rightRest = new ArrayList<>();
    Map<Integer, Deque<String>> byNumber = new HashMap<>();
    for (String name : leftNames) {
      byNumber.computeIfAbsent(leftBody.number(name), n -> new ArrayDeque<>()).add(name);
    }
    for (String name : rightNames) {
      Deque<String> equals = byNumber.get(rightBody.number(name));
      if (equals == null || equals.isEmpty()) {
        rightRest.add(name);
      } else {
        leftRest.remove(equals.remove());
      }
    }
    if (leftRest.size() != rightRest.size()) {
      here.add(GraphComparison.names(leftRest), GraphComparison.names(rightRest));
      return;
    }
    leftRest.sort(Comparator.naturalOrder());
    rightRest.sort(Comparator.naturalOrder());
    for (int i = 0; i < leftRest.size(); i++) {
      graphs.endpoints(
          here,
          leftBody,
          new Endpoint(leftRest.get(i), "", true),
          rightBody,
          new Endpoint(rightRest.get(i), "", true));
    }
  }
}
