package io.kerasport.tensorflow;

import io.kerasport.core.backend.AttrValues;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * TensorFlow's own gradient of an op. It is made in a {@link OpGradientGraph}; its nodes are then
 * added to the caller's graph like any others, under names of the caller's scope.
 */
final class NativeGradientRule implements GradientRule {
  private final OpDefinitions ops;

  NativeGradientRule(OpDefinitions ops) {
    this.ops = ops;
  }

  @Override
  public List<@Nullable Operand> gradients(GradientCall call) {
    List<Integer> wanted =
        IntStream.range(0, call.inputs().size()).filter(call::wants).boxed().toList();
    OpGradientGraph.Added added;
    try (NativeGraph alone = new NativeGraph(ops)) {
      added = new OpGradientGraph(call, alone).add(wanted);
    }
    Carrier carrier = new Carrier(call, ops);
    carrier.carry(added);
    List<@Nullable Operand> gradients =
        new ArrayList<>(Collections.nCopies(call.inputs().size(), null));
    for (int i = 0; i < wanted.size(); i++) {
      String tensor = added.gradients().get(i);
      gradients.set(wanted.get(i), tensor == null ? null : carrier.operand(tensor));
    }
    return gradients;
  }

  /** Adds nodes of the op's own graph to the caller's. */
  private static final class Carrier {
    private final GradientCall call;
    private final OpDefinitions ops;
    private final Map<String, Operation> carried = new HashMap<>();
    private final Map<String, Operand> fed = new HashMap<>();

    Carrier(GradientCall call, OpDefinitions ops) {
      this.call = call;
      this.ops = ops;
      carried.put(OpGradientGraph.OP, call.operation());
      for (int i = 0; i < call.inputs().size(); i++) {
        fed.put(OpGradientGraph.INPUT + i, call.input(i));
      }
      for (int i = 0; i < call.operation().outputs().size(); i++) {
        Operand gradient = call.outputGradient(i);
        if (gradient != null) {
          fed.put(OpGradientGraph.OUTPUT_GRADIENT + i, gradient);
        }
      }
    }

    /** Adds the nodes that the gradients are made of. */
    void carry(OpGradientGraph.Added added) {
      Set<String> needed = needed(added);
      for (NodeDef node : added.nodes()) {
        if (needed.contains(node.getName())) {
          carried.put(node.getName(), add(node));
        }
      }
    }

    private static Set<String> needed(OpGradientGraph.Added added) {
      Map<String, NodeDef> nodes = new HashMap<>();
      added.nodes().forEach(node -> nodes.put(node.getName(), node));
      Deque<String> ahead = new ArrayDeque<>();
      for (String tensor : added.gradients()) {
        if (tensor != null) {
          ahead.add(nodeName(tensor));
        }
      }
      Set<String> needed = new HashSet<>();
      while (!ahead.isEmpty()) {
        String name = ahead.remove();
        NodeDef node = nodes.get(name);
        if (node != null && needed.add(name)) {
          node.getInputList().forEach(input -> ahead.add(nodeName(input)));
        }
      }
      return needed;
    }

    private Operation add(NodeDef node) {
      GraphBuilder graph = call.ops().graph();
      NodeBuilder builder =
          graph.node(node.getOp()).name(node.getName().substring(node.getName().indexOf('/') + 1));
      int next = 0;
      for (OpDef.ArgDef argument : ops.get(node.getOp()).getInputArgList()) {
        int size = size(argument, node);
        if (size < 0) {
          builder.input(operand(node.getInput(next++)));
        } else {
          builder.inputs(
              node.getInputList().subList(next, next + size).stream().map(this::operand).toList());
          next += size;
        }
      }
      for (String control : node.getInputList().subList(next, node.getInputCount())) {
        builder.control(before(nodeName(control)));
      }
      node.getAttrMap().entrySet().stream()
          .filter(attr -> !attr.getKey().startsWith("_"))
          .sorted(Map.Entry.comparingByKey())
          .forEach(attr -> builder.attr(attr.getKey(), AttrValues.from(attr.getValue())));
      return builder.build();
    }

    /** The length of a list argument, -1 for a single tensor. */
    private static int size(OpDef.ArgDef argument, NodeDef node) {
      if (!argument.getNumberAttr().isEmpty()) {
        return Math.toIntExact(node.getAttrOrThrow(argument.getNumberAttr()).getI());
      }
      return argument.getTypeListAttr().isEmpty()
          ? -1
          : node.getAttrOrThrow(argument.getTypeListAttr()).getList().getTypeCount();
    }

    Operand operand(String tensor) {
      String name = nodeName(tensor);
      Operand given = fed.get(name);
      if (given != null) {
        return given;
      }
      Operation operation = carried.get(name);
      if (operation == null) {
        throw new IllegalStateException("the gradient of " + call.operation() + " uses " + tensor);
      }
      int colon = tensor.indexOf(':');
      return operation.outputs().get(colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1)));
    }

    private Operation before(String name) {
      Operand given = fed.get(name);
      return given != null ? given.operation() : operand(name).operation();
    }

    private static String nodeName(String input) {
      int colon = input.indexOf(':');
      return input.substring(input.startsWith("^") ? 1 : 0, colon < 0 ? input.length() : colon);
    }
  }
}
