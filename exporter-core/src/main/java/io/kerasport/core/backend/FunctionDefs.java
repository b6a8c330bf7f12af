package io.kerasport.core.backend;

import io.kerasport.graph.Operand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** The one form in which every backend writes functions. */
final class FunctionDefs {
  private final Function<String, OpDef> ops;

  FunctionDefs(Function<String, OpDef> ops) {
    this.ops = ops;
  }

  /**
   * A function.
   *
   * @param body its nodes; those that nothing depends on are left out
   * @param arguments placeholders among the nodes
   * @param results tensors of the nodes
   */
  FunctionDef of(String name, GraphDef body, List<Operand> arguments, List<Operand> results) {
    Map<String, NodeDef> nodes = new LinkedHashMap<>();
    body.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> used = used(nodes, results);
    FunctionDef.Builder function = FunctionDef.newBuilder();
    OpDef.Builder signature = function.getSignatureBuilder().setName(name);
    Map<String, String> argumentNames = new HashMap<>();
    for (Operand argument : arguments) {
      String node = argument.operation().name();
      argumentNames.put(node, node);
      signature.addInputArg(arg(node, argument));
    }
    for (int i = 0; i < results.size(); i++) {
      String result = "result_" + i;
      signature.addOutputArg(arg(result, results.get(i)));
      Operand tensor = results.get(i);
      String input = tensor.operation().name() + (tensor.index() == 0 ? "" : ":" + tensor.index());
      function.putRet(result, endpoint(input, nodes, argumentNames));
    }
    for (NodeDef node : nodes.values()) {
      if (used.contains(node.getName()) && !argumentNames.containsKey(node.getName())) {
        NodeDef.Builder def = node.toBuilder().clearInput();
        node.getInputList().forEach(in -> def.addInput(endpoint(in, nodes, argumentNames)));
        function.addNodeDef(def);
        if (ops.apply(node.getOp()).getIsStateful()) {
          signature.setIsStateful(true);
        }
      }
    }
    return function.build();
  }

  private static OpDef.ArgDef arg(String name, Operand tensor) {
    return OpDef.ArgDef.newBuilder()
        .setName(name)
        .setType(DataType.forNumber(tensor.dtype().number()))
        .build();
  }

  private Set<String> used(Map<String, NodeDef> nodes, List<Operand> results) {
    Deque<String> ahead = new ArrayDeque<>();
    results.forEach(result -> ahead.add(result.operation().name()));
    for (NodeDef node : nodes.values()) {
      if (ops.apply(node.getOp()).getIsStateful()) {
        ahead.add(node.getName());
      }
    }
    Set<String> used = new HashSet<>();
    while (!ahead.isEmpty()) {
      String name = ahead.remove();
      NodeDef node = nodes.get(name);
      if (node != null && used.add(name)) {
        node.getInputList().forEach(input -> ahead.add(nodeName(input)));
      }
    }
    return used;
  }

  /** A node's input in the form that functions have: with the name of the output. */
  private String endpoint(
      String input, Map<String, NodeDef> nodes, Map<String, String> argumentNames) {
    String name = nodeName(input);
    String argument = argumentNames.get(name);
    if (argument != null) {
      return input.startsWith("^") ? "^" + argument : argument;
    }
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("the function's body has no node " + name);
    }
    return input.startsWith("^") ? input : name + ":" + output(node, index(input));
  }

  private String output(NodeDef node, int index) {
    int first = 0;
    List<String> outputs = new ArrayList<>();
    for (OpDef.ArgDef output : ops.apply(node.getOp()).getOutputArgList()) {
      int size = size(output, node);
      if (index < first + size) {
        return output.getName() + ":" + (index - first);
      }
      outputs.add(output.getName());
      first += size;
    }
    throw new IllegalArgumentException(
        "node " + node.getName() + " has no output " + index + ", only " + outputs);
  }

  private static int size(OpDef.ArgDef output, NodeDef node) {
    if (!output.getNumberAttr().isEmpty()) {
      return Math.toIntExact(node.getAttrOrThrow(output.getNumberAttr()).getI());
    }
    return output.getTypeListAttr().isEmpty()
        ? 1
        : node.getAttrOrThrow(output.getTypeListAttr()).getList().getTypeCount();
  }

  private static String nodeName(String input) {
    int colon = input.indexOf(':');
    return input.substring(input.startsWith("^") ? 1 : 0, colon < 0 ? input.length() : colon);
  }

  private static int index(String input) {
    int colon = input.indexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(input.substring(colon + 1));
  }
}
