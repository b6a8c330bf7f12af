package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Finds the checkpoint key of each variable by following what restoring does: an assignment of a
 * RestoreV2 output, in the graph itself or in a function the graph calls with its variables.
 */
final class RestoredKeys {
  private static final Set<String> ASSIGN = Set.of("AssignVariableOp", "Assign");
  private static final Set<String> CALLS = Set.of("StatefulPartitionedCall", "PartitionedCall");

  private RestoredKeys() {}

  /** Checkpoint keys by the name of the variable's node. */
  static Map<String, String> of(GraphDef graph) {
    GraphView main = GraphView.of(graph);
    Map<String, String> keys = new HashMap<>();
    assignedKeys(main, graph.getNodeList()).forEach((handle, key) -> keys.put(handle, key));
    Map<String, FunctionDef> functions = new HashMap<>();
    graph.getLibrary().getFunctionList().forEach(f -> functions.put(f.getSignature().getName(), f));
    for (NodeDef call : graph.getNodeList()) {
      if (CALLS.contains(call.getOp())) {
        AttrValue callee = call.getAttrOrDefault("f", AttrValue.getDefaultInstance());
        FunctionDef function = functions.get(callee.getFunc().getName());
        if (function != null && function.getNodeDefList().stream().anyMatch(RestoredKeys::reads)) {
          addCalled(main, call, function, keys);
        }
      }
    }
    return keys;
  }

  private static boolean reads(NodeDef node) {
    return node.getOp().equals("RestoreV2");
  }

  private static void addCalled(
      GraphView main, NodeDef call, FunctionDef function, Map<String, String> keys) {
    GraphView body = GraphView.of(function);
    assignedKeys(body, function.getNodeDefList())
        .forEach(
            (argument, key) -> {
              int index = body.argument(argument);
              if (index >= 0 && index < call.getInputCount()) {
                keys.put(origin(main, Endpoint.ofGraph(call.getInput(index))).node(), key);
              }
            });
  }

  private static Map<String, String> assignedKeys(GraphView view, List<NodeDef> nodes) {
    Map<String, String> keys = new HashMap<>();
    for (NodeDef node : nodes) {
      if (ASSIGN.contains(node.getOp()) && node.getInputCount() >= 2) {
        Endpoint value = origin(view, view.endpoint(node.getInput(1)));
        NodeDef source = view.node(value.node());
        String key = source != null && reads(source) ? key(view, source, value.port()) : null;
        if (key != null) {
          keys.put(origin(view, view.endpoint(node.getInput(0))).node(), key);
        }
      }
    }
    return keys;
  }

  /** Walks back through nodes that pass their input on. */
  private static Endpoint origin(GraphView view, Endpoint start) {
    Endpoint at = start;
    Set<String> seen = new HashSet<>();
    for (NodeDef node = view.node(at.node());
        node != null
            && node.getOp().equals("Identity")
            && node.getInputCount() > 0
            && seen.add(node.getName());
        node = view.node(at.node())) {
      at = view.endpoint(node.getInput(0));
    }
    return at;
  }

  private static @Nullable String key(GraphView view, NodeDef restore, String port) {
    if (restore.getInputCount() < 2) {
      return null;
    }
    NodeDef names = view.node(view.endpoint(restore.getInput(1)).node());
    if (names == null || !names.containsAttr("value")) {
      return null;
    }
    List<ByteString> values = names.getAttrOrThrow("value").getTensor().getStringValList();
    String number = port.substring(port.lastIndexOf(':') + 1);
    int index = number.matches("\\d{1,9}") ? Integer.parseInt(number) : values.size();
    return index < values.size() ? values.get(index).toStringUtf8() : null;
  }
}
