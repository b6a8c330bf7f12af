package io.kerasport.core.backend;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.Shape;
import java.util.List;

/** The node of a loop whose functions are complete. */
public final class LoopNode {
  private LoopNode() {}

  /**
   * Defines the functions and adds the node.
   *
   * @param name the node's name in the builder's scope
   * @param shapes the static shapes of its outputs
   */
  public static Operation add(
      ScopedGraphBuilder builder,
      String name,
      RecordedLoop functions,
      List<Operand> inputs,
      List<Shape> shapes) {
    String prefix = builder.scope() + name;
    boolean stateful = functions.condition().isStateful() || functions.body().isStateful();
    return builder
        .node(stateful ? "While" : "StatelessWhile")
        .name(name)
        .inputs(inputs)
        .attr("cond", Attr.function(functions.condition().define(prefix + "_cond")))
        .attr("body", Attr.function(functions.body().define(prefix + "_body")))
        .attr("output_shapes", Attr.shapes(shapes))
        // The runtime then runs the loop as part of the graph around it, which is faster.
        .attr("_lower_using_switch_merge", Attr.of(true))
        .build();
  }
}
