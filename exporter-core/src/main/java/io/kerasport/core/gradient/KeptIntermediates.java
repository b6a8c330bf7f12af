package io.kerasport.core.gradient;

import io.kerasport.core.backend.FunctionBody;
import io.kerasport.core.backend.GraphRecord;
import io.kerasport.core.backend.LoopNode;
import io.kerasport.core.backend.RecordedLoop;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets a loop keep values of each iteration: a second loop with the same iterations, which pushes
 * them onto lists and is written in place of the first.
 */
final class KeptIntermediates {
  private final GraphRecord graph;
  private final ScopedGraphBuilder builder;
  private final GraphRecord.Node node;
  private final RecordedLoop loop;

  KeptIntermediates(
      GraphRecord graph, ScopedGraphBuilder builder, GraphRecord.Node node, RecordedLoop loop) {
    this.graph = graph;
    this.builder = builder;
    this.node = node;
    this.loop = loop;
  }

  /** The loop that keeps the values, in lists behind its other outputs. */
  Operation keep(List<Operand> values) {
    return graph
        .keeping(node)
        .filter(kept -> kept.kept().containsAll(values))
        .map(GraphRecord.KeepingLoop::operation)
        .orElseGet(() -> make(values));
  }

  private Operation make(List<Operand> values) {
    FunctionBody condition = loop.condition().extended();
    FunctionBody body = loop.body().extended();
    ScopedGraphBuilder scope =
        builder.withDevice(node.spec().device()).withScope(node.spec().name() + "_keeping");
    Ops outside = new Ops(scope);
    Ops inside = new Ops(body.builder().withScope("keep"));
    List<Operand> inputs = new ArrayList<>(node.inputs());
    List<Shape> shapes =
        new ArrayList<>(node.operation().outputs().stream().map(Operand::shape).toList());
    for (Operand value : values) {
      inputs.add(outside.lists().empty(value.dtype(), value.shape()));
      condition.argument("kept", DType.VARIANT, Shape.scalar());
      Operand list = body.argument("kept", DType.VARIANT, Shape.scalar());
      body.result(inside.lists().push(list, value));
      shapes.add(Shape.scalar());
    }
    RecordedLoop keeping = new RecordedLoop(condition, body, loop.variables());
    Operation made = LoopNode.add(scope, "while", keeping, inputs, shapes);
    if (graph.keeping(node).isEmpty()) {
      builder.replace(node.operation(), made);
    }
    graph.keep(node, values, made);
    return made;
  }
}
