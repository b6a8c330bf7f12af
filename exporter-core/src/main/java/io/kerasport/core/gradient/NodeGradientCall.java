package io.kerasport.core.gradient;

import io.kerasport.core.backend.AttrValues;
import io.kerasport.core.backend.GraphRecord;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.spi.GradientCall;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.OpDef;

/** A recorded node as its rule sees it. Its scope is made with the first node in it. */
final class NodeGradientCall implements GradientCall {
  private final GraphBuilder builder;
  private final GraphRecord.Node node;
  private final List<Operand> inputs;
  private final List<@Nullable Operand> outputGradients;
  private final ActiveNodes active;
  private final GraphRecord graph;
  private final OpDef definition;
  private @Nullable Ops ops;

  NodeGradientCall(
      GraphBuilder builder,
      GraphRecord.Node node,
      List<@Nullable Operand> outputGradients,
      ActiveNodes active,
      GraphRecord graph,
      OpDef definition) {
    this.builder = builder;
    this.node = node;
    this.inputs = node.inputs();
    this.outputGradients = outputGradients;
    this.active = active;
    this.graph = graph;
    this.definition = definition;
  }

  @Override
  public Ops ops() {
    if (ops == null) {
      ops =
          new Ops(builder.withDevice(node.spec().device()).withScope(node.spec().name() + "_grad"));
    }
    return ops;
  }

  @Override
  public Operation operation() {
    return node.operation();
  }

  @Override
  public List<Operand> inputs() {
    return inputs;
  }

  @Override
  public boolean wants(int input) {
    return active.contains(inputs.get(input));
  }

  @Override
  public @Nullable Operand outputGradient(int output) {
    return outputGradients.get(output);
  }

  @Override
  public Optional<TensorValue> constant(int input) {
    return graph
        .node(inputs.get(input).operation())
        .map(GraphRecord.Node::spec)
        .filter(spec -> spec.type().equals("Const"))
        .map(spec -> spec.attrs().get("value"))
        .map(value -> ((Attr.Literal) value).value());
  }

  @Override
  public Attr attr(String name) {
    Attr stated = node.spec().attrs().get(name);
    return stated != null
        ? stated
        : definition.getAttrList().stream()
            .filter(attr -> attr.getName().equals(name) && attr.hasDefaultValue())
            .map(attr -> AttrValues.from(attr.getDefaultValue()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "op "
                            + node.spec().type()
                            + " has no attribute `"
                            + name
                            + "` by default"));
  }
}
