package io.kerasport.core.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** A graph or the body of a function, its nodes found by name. */
final class GraphView {
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Integer> arguments = new HashMap<>();
  private final Function<String, Endpoint> endpoints;
  private final String name;

  private GraphView(String name, List<NodeDef> nodes, Function<String, Endpoint> endpoints) {
    this.name = name;
    this.endpoints = endpoints;
    nodes.forEach(node -> this.nodes.putIfAbsent(node.getName(), node));
  }

  static GraphView of(GraphDef graph) {
    return new GraphView("", graph.getNodeList(), Endpoint::ofGraph);
  }

  static GraphView of(FunctionDef function) {
    GraphView view =
        new GraphView(
            function.getSignature().getName(), function.getNodeDefList(), Endpoint::ofBody);
    for (OpDef.ArgDef argument : function.getSignature().getInputArgList()) {
      view.arguments.put(argument.getName(), view.arguments.size());
    }
    return view;
  }

  /** The function's name; empty for a graph. */
  String name() {
    return name;
  }

  /** A node, or null if there is none of that name. */
  @Nullable NodeDef node(String node) {
    return nodes.get(node);
  }

  /** The position of a function's argument, or -1 if there is none of that name. */
  int argument(String argument) {
    return arguments.getOrDefault(argument, -1);
  }

  /** Reads an input of one of the nodes. */
  Endpoint endpoint(String input) {
    return endpoints.apply(input);
  }
}
