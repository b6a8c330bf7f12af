package io.kerasport.integration.backend;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.GraphDef;

/** The same calls on any backend: one of every thing that a graph can hold. */
final class RichGraph {
  private final GraphBuilder builder;
  private final List<Operand> outputs = new ArrayList<>();

  private RichGraph(GraphBuilder builder) {
    this.builder = builder;
  }

  /** What a backend made of the calls: the graph as written, and what it told of each output. */
  record Outcome(GraphDef graph, List<String> outputs) {}

  static Outcome on(Backend backend) {
    try (BackendGraph graph = backend.newGraph()) {
      RichGraph rich = new RichGraph(new ScopedGraphBuilder(graph));
      rich.constants();
      rich.layers();
      rich.lists();
      rich.controls();
      rich.shapes();
      List<String> outputs =
          rich.outputs.stream()
              .map(operand -> operand.tensorName() + " " + operand.dtype() + operand.shape())
              .toList();
      return new Outcome(graph.toGraphDef(), outputs);
    }
  }

  private void constants() {
    GraphBuilder scope = builder.withScope("constants");
    SampleTensors.all().forEach(value -> constant(scope, value));
    constant(scope, TensorValue.ofStrings(Shape.of(3), List.of("a", "", "ä")));
    constant(scope, TensorValue.ofStrings(Shape.of(2), List.of("same", "same")));
    constant(scope, TensorValue.ofFloats(Shape.of(2), 0f, -0f));
    constant(scope, TensorValue.ofFloats(Shape.scalar(), Float.NaN));
  }

  private void layers() {
    GraphBuilder scope = builder.withScope("conv");
    Operand x = placeholder("x", DType.FLOAT, Shape.of(-1, 32, 32, 3));
    Operand kernel = placeholder("kernel", DType.FLOAT, Shape.of(3, 3, 3, 8));
    Operand conv =
        add(
            scope
                .node("Conv2D")
                .input(x)
                .input(kernel)
                .attr("strides", Attr.ints(1, 2, 2, 1))
                .attr("padding", Attr.of("EXPLICIT"))
                .attr("explicit_paddings", Attr.ints(0, 0, 1, 1, 2, 2, 0, 0))
                .attr("data_format", Attr.of("NHWC")));
    Operand pooled =
        add(
            scope
                .node("MaxPool")
                .input(conv)
                .attr("ksize", Attr.ints(1, 2, 2, 1))
                .attr("strides", Attr.ints(1, 2, 2, 1))
                .attr("padding", Attr.of("VALID")));
    add(scope.node("LeakyRelu").input(pooled).attr("alpha", Attr.of(0.3f)));
    Operand axes = constant(scope, TensorValue.ofInts(Shape.of(2), 1, 2));
    add(scope.node("Mean").input(pooled).input(axes).attr("keep_dims", Attr.of(true)));
    add(scope.node("Cast").input(pooled).attr("DstT", Attr.of(DType.BFLOAT16)));
    Operand handle =
        add(
            builder
                .node("VarHandleOp")
                .attr("dtype", Attr.of(DType.FLOAT))
                .attr("shape", Attr.of(Shape.of(8)))
                .attr("shared_name", Attr.of("bias")));
    Operand bias =
        add(scope.node("ReadVariableOp").input(handle).attr("dtype", Attr.of(DType.FLOAT)));
    add(scope.node("BiasAdd").input(conv).input(bias));
    builder.node("AssignVariableOp").input(handle).input(bias).build();
  }

  private void lists() {
    Operand a = placeholder("a", DType.FLOAT, Shape.of(2, 3));
    Operand b = placeholder("b", DType.FLOAT, Shape.of(2, -1));
    Operand axis = constant(builder, TensorValue.ofInts(Shape.scalar(), 1));
    add(builder.node("ConcatV2").inputs(List.of(a, b, a)).input(axis));
    add(builder.node("AddN").inputs(List.of(a, a)));
    add(builder.node("Pack").inputs(List.of(a, b)).attr("axis", Attr.of(-1)));
    Operation split =
        builder.node("Split").input(axis).input(a).attr("num_split", Attr.of(3)).build();
    outputs.addAll(split.outputs());
    outputs.addAll(builder.node("IdentityN").inputs(List.of(a, axis)).build().outputs());
    add(builder.node("Identity").input(split.outputs().get(2)));
  }

  private void controls() {
    GraphBuilder device = builder.withScope("controls").withDevice("/device:CPU:0");
    Operation second = device.node("NoOp").name("second").build();
    Operation first = device.node("NoOp").name("first").build();
    Operand x = placeholder("controlled", DType.INT32, Shape.unknown());
    add(device.withControls(List.of(second, first)).node("Identity").input(x).control(second));
  }

  private void shapes() {
    GraphBuilder scope = builder.withScope("shapes");
    Operand x = placeholder("image", DType.FLOAT, Shape.of(-1, 7, 5));
    Operand shape = add(scope.node("Shape").input(x));
    Operand one = constant(scope, TensorValue.ofInts(Shape.of(1), 0));
    Operand end = constant(scope, TensorValue.ofInts(Shape.of(1), 1));
    Operand batch =
        add(
            scope
                .node("StridedSlice")
                .input(shape)
                .input(one)
                .input(end)
                .input(end)
                .attr("shrink_axis_mask", Attr.of(1)));
    Operand rest = constant(scope, TensorValue.ofInts(Shape.scalar(), 35));
    Operand target = add(scope.node("Pack").inputs(List.of(batch, rest)));
    add(scope.node("Reshape").input(x).input(target));
  }

  private Operand placeholder(String name, DType dtype, Shape shape) {
    return add(
        builder
            .node("Placeholder")
            .name(name)
            .attr("dtype", Attr.of(dtype))
            .attr("shape", Attr.of(shape)));
  }

  private Operand constant(GraphBuilder scope, TensorValue value) {
    return add(
        scope
            .node("Const")
            .attr("dtype", Attr.of(value.spec().dtype()))
            .attr("value", Attr.of(value)));
  }

  private Operand add(NodeBuilder node) {
    Operand output = node.buildOutput();
    outputs.add(output);
    return output;
  }
}
