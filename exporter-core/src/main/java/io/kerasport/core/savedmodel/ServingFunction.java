package io.kerasport.core.savedmodel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * A part of the serving graph as a function, for loaders that make callable objects of a
 * SavedModel: what a signature computes, or what makes a resource. Loaders match arguments and
 * results by position: inputs by their sorted keys, then what is captured; results by their sorted
 * keys.
 *
 * @param key the key of the signature, or what the function does
 * @param definition the function
 * @param signature the signature; empty for a function of a resource
 * @param captures the names of the variables and other resources that it takes behind its
 *     arguments, in order
 */
record ServingFunction(
    String key, FunctionDef definition, SignatureDef signature, List<String> captures) {
  private static final String VARIABLE = "VarHandleOp";

  /**
   * What a signature computes.
   *
   * @param resources the names of the nodes that make resources besides variables
   */
  static ServingFunction of(
      DefaultAttributes graph, String key, SignatureDef signature, Set<String> resources) {
    Builder builder = new Builder(graph, key, 0, resources);
    for (TensorInfo input : new TreeMap<>(signature.getInputsMap()).values()) {
      builder.addArgument(nodeOf(input.getName()), "input", input.getDtype());
    }
    return builder.build(
        signature, List.copyOf(new TreeMap<>(signature.getOutputsMap()).values()), List.of());
  }

  /** Makes a resource; gives its handle. */
  static ServingFunction creating(DefaultAttributes graph, TensorInfo handle, int number) {
    return new Builder(graph, "create_resource", number, Set.of())
        .build(SignatureDef.getDefaultInstance(), List.of(handle), List.of());
  }

  /** Takes a resource and makes it ready. */
  static ServingFunction initializing(
      DefaultAttributes graph, TensorInfo handle, String initializer, int number) {
    return new Builder(graph, "initialize", number, Set.of(nodeOf(handle.getName())))
        .build(SignatureDef.getDefaultInstance(), List.of(), List.of(initializer));
  }

  private static String nodeOf(String tensor) {
    String name = tensor.startsWith("^") ? tensor.substring(1) : tensor;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static final class Builder {
    private final Map<String, NodeDef> nodes = new HashMap<>();
    private final Map<String, OpDef> ops = new HashMap<>();
    private final DefaultAttributes graph;
    private final String key;
    private final Set<String> resources;
    private final Map<String, String> arguments = new HashMap<>();
    private final FunctionDef.Builder function = FunctionDef.newBuilder();

    Builder(DefaultAttributes graph, String key, int number, Set<String> resources) {
      this.graph = graph;
      this.key = key;
      this.resources = resources;
      graph.graph().getNodeList().forEach(node -> nodes.put(node.getName(), node));
      graph.ops().getOpList().forEach(op -> ops.put(op.getName(), op));
      // Loaders expect a number at the end.
      function.getSignatureBuilder().setName("__inference_" + key + "_" + number);
    }

    ServingFunction build(SignatureDef signature, List<TensorInfo> outputs, List<String> controls) {
      Set<String> body = body(outputs, controls);
      List<String> captures = new ArrayList<>();
      for (NodeDef node : graph.graph().getNodeList()) { // in the order of the graph
        String name = node.getName();
        boolean captured = node.getOp().equals(VARIABLE) || resources.contains(name);
        if (body.contains(name) && captured) {
          addArgument(name, "resource", DataType.DT_RESOURCE);
          captures.add(name);
        }
      }
      for (NodeDef node : graph.graph().getNodeList()) {
        if (body.contains(node.getName()) && !arguments.containsKey(node.getName())) {
          function.addNodeDef(inFunction(node));
        }
      }
      outputs.forEach(this::addResult);
      for (String control : controls) {
        function.getSignatureBuilder().addControlOutput(control).setIsStateful(true);
        function.putControlRet(control, control);
      }
      return new ServingFunction(key, function.build(), signature, captures);
    }

    private void addArgument(String node, String kind, DataType type) {
      String name = kind + "_" + arguments.size();
      arguments.put(node, name);
      function
          .getSignatureBuilder()
          .addInputArg(OpDef.ArgDef.newBuilder().setName(name).setType(type));
    }

    private void addResult(TensorInfo output) {
      String name = "output_" + function.getSignature().getOutputArgCount();
      function
          .getSignatureBuilder()
          .addOutputArg(OpDef.ArgDef.newBuilder().setName(name).setType(output.getDtype()));
      function.putRet(name, inFunction(output.getName()));
    }

    /** Every node that the results need, placeholders and variables included. */
    private Set<String> body(List<TensorInfo> outputs, List<String> controls) {
      Deque<String> open = new ArrayDeque<>(controls);
      outputs.forEach(output -> open.add(nodeOf(output.getName())));
      Set<String> body = new LinkedHashSet<>();
      while (!open.isEmpty()) {
        String name = open.remove();
        if (body.add(name) && !arguments.containsKey(name)) {
          node(name).getInputList().forEach(input -> open.add(nodeOf(input)));
        }
      }
      return body;
    }

    private NodeDef inFunction(NodeDef node) {
      NodeDef.Builder copy = node.toBuilder().clearInput();
      Set<String> controls = new HashSet<>();
      for (String input : node.getInputList()) {
        if (!input.startsWith("^")) {
          copy.addInput(inFunction(input));
        } else if (!arguments.containsKey(nodeOf(input)) && controls.add(input)) {
          copy.addInput(input); // arguments are there before anything runs
        }
      }
      return copy.build();
    }

    /** {@code node} or {@code node:3} in the notation of functions. */
    private String inFunction(String tensor) {
      String name = nodeOf(tensor);
      String argument = arguments.get(name);
      if (argument != null) {
        return argument;
      }
      int colon = tensor.indexOf(':');
      int index = colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
      NodeDef node = node(name);
      for (OpDef.ArgDef output : op(node).getOutputArgList()) {
        int length = length(output, node);
        if (index < length) {
          return name + ":" + output.getName() + ":" + index;
        }
        index -= length;
      }
      throw new IllegalStateException("node " + name + " has no output for " + tensor);
    }

    private int length(OpDef.ArgDef output, NodeDef node) {
      if (!output.getNumberAttr().isEmpty()) {
        return (int) attr(node, output.getNumberAttr()).getI();
      }
      return output.getTypeListAttr().isEmpty()
          ? 1
          : attr(node, output.getTypeListAttr()).getList().getTypeCount();
    }

    private AttrValue attr(NodeDef node, String name) {
      return node.getAttrMap().containsKey(name)
          ? node.getAttrOrThrow(name)
          : op(node).getAttrList().stream()
              .filter(attr -> attr.getName().equals(name))
              .findFirst()
              .orElseThrow()
              .getDefaultValue();
    }

    private OpDef op(NodeDef node) {
      OpDef op = ops.get(node.getOp());
      if (op == null) {
        throw new IllegalStateException("no definition of op " + node.getOp());
      }
      return op;
    }

    private NodeDef node(String name) {
      NodeDef node = nodes.get(name);
      if (node == null) {
        throw new IllegalStateException("no node " + name);
      }
      return node;
    }
  }
}
