package io.kerasport.purejava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.purejava.ops.OpRegistry;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

final class PureJavaGraphTest {
  private final PureJavaGraph graph =
      new PureJavaGraph(OpRegistry.bundled(), BundledTensorFlow.version());
  private final GraphBuilder builder = new ScopedGraphBuilder(graph);
  private final Ops tf = new Ops(builder);

  private Operand placeholder(DType dtype, long... dims) {
    return builder
        .node("Placeholder")
        .attr("dtype", Attr.of(dtype))
        .attr("shape", Attr.of(Shape.of(dims)))
        .buildOutput();
  }

  private NodeDef lastNode() {
    return graph.toGraphDef().getNode(graph.toGraphDef().getNodeCount() - 1);
  }

  @Test
  void infersTypesAndShapeOfADenseLayer() {
    Operand x = placeholder(DType.HALF, -1, 3);
    Operand kernel = placeholder(DType.HALF, 3, 4);
    Operand bias = placeholder(DType.HALF, 4);

    Operand y = tf.nn().relu(tf.nn().biasAdd(tf.matMul(x, kernel), bias));

    assertThat(y.dtype()).isEqualTo(DType.HALF);
    assertThat(y.shape()).isEqualTo(Shape.of(-1, 4));
  }

  @Test
  void writesInputsInCanonicalForm() {
    Operand x = placeholder(DType.FLOAT, 4, 2);
    List<Operand> parts =
        builder
            .node("Split")
            .input(tf.constant(TensorValue.scalar(DType.INT32, 0)))
            .input(x)
            .attr("num_split", Attr.of(2))
            .build()
            .outputs();

    builder.node("AddV2").input(parts.get(0)).input(parts.get(1)).control(x.operation()).build();

    assertThat(lastNode().getInputList()).containsExactly("Split", "Split:1", "^Placeholder");
  }

  @Test
  void fillsDefaultsAndInferredAttributes() {
    tf.matMul(placeholder(DType.FLOAT, 1, 2), placeholder(DType.FLOAT, 2, 1));

    assertThat(lastNode().getAttrMap())
        .containsEntry("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
        .containsEntry("transpose_a", AttrValue.newBuilder().setB(false).build())
        .containsEntry("transpose_b", AttrValue.newBuilder().setB(false).build());
  }

  @Test
  void writesTheDevice() {
    builder.withDevice("/GPU:0").node("NoOp").build();

    assertThat(lastNode().getDevice()).isEqualTo("/GPU:0");
  }

  @Test
  void writesTheVersionsOfTheBundledTensorFlow() {
    assertThat(graph.toGraphDef().getVersions().getProducer()).isEqualTo(1994);
    assertThat(graph.toGraphDef().getVersions().getMinConsumer()).isZero();
  }

  @Test
  void refusesUnknownOp() {
    refused(() -> builder.node("Concatv2").build())
        .hasMessageContaining("Concatv2")
        .hasMessageContaining("did you mean Concat, ConcatV2");
  }

  @Test
  void refusesSecondNodeOfTheSameName() {
    graph.add(node("NoOp", "twice"));

    refused(() -> graph.add(node("NoOp", "twice"))).hasMessageContaining("`twice`");
  }

  private static io.kerasport.core.backend.NodeSpec node(String type, String name) {
    return new io.kerasport.core.backend.NodeSpec(
        type, name, List.of(), java.util.Map.of(), List.of(), "");
  }

  @Test
  void refusesInputOfAnotherGraph() {
    Operand foreign = new PureJavaGraphTest().placeholder(DType.FLOAT, 1);

    refused(() -> tf.identity(foreign)).hasMessageContaining("another graph");
  }

  @Test
  void refusesControlInputOfAnotherGraph() {
    Operand foreign = new PureJavaGraphTest().placeholder(DType.FLOAT, 1);

    refused(() -> builder.node("NoOp").control(foreign.operation()).build())
        .hasMessageContaining("another graph");
    assertThat(graph.toGraphDef().getNodeCount()).isZero();
  }

  @Test
  void namesOpNodeAndShapesOfAContradiction() {
    Operand a = placeholder(DType.FLOAT, 2, 3);
    Operand b = placeholder(DType.FLOAT, 4, 5);

    refused(() -> builder.withScope("dense").node("MatMul").input(a).input(b).build())
        .hasMessageContaining("Node `dense/MatMul` contradicts its op MatMul")
        .hasMessageContaining("(2, 3)")
        .hasMessageContaining("(4, 5)")
        .hasMessageContaining("found 3 and 4");
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.GRAPH));
  }
}
