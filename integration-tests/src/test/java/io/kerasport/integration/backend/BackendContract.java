package io.kerasport.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.Backend;
import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** How every backend makes nodes. */
abstract class BackendContract {
  private final Backend backend;
  private final BackendGraph graph;
  private final GraphBuilder builder;
  private final Ops tf;

  BackendContract(String name) {
    backend = Backends.named(name);
    graph = backend.newGraph();
    builder = new ScopedGraphBuilder(graph);
    tf = new Ops(builder);
  }

  @AfterEach
  void closeGraph() {
    graph.close();
  }

  @Test
  void namesNodesByScopeAndOp() {
    GraphBuilder dense = builder.withScope("dense");
    Operation first = dense.node("NoOp").build();
    Operation second = dense.node("NoOp").build();
    Operation other = builder.withScope("dense").node("NoOp").build();

    assertThat(first.name()).isEqualTo("dense/NoOp");
    assertThat(second.name()).isEqualTo("dense/NoOp_1");
    assertThat(other.name()).isEqualTo("dense_1/NoOp");
    assertThat(nodes())
        .extracting(NodeDef::getName)
        .containsExactly("dense/NoOp", "dense/NoOp_1", "dense_1/NoOp");
  }

  @Test
  void infersElementTypesFromInputs() {
    Operand x = input("x", DType.HALF, 2, 3);
    Operand sum = builder.node("AddV2").input(x).input(x).buildOutput();

    assertThat(sum.dtype()).isEqualTo(DType.HALF);
    assertThat(node("AddV2").getAttrOrThrow("T").getType()).isEqualTo(DataType.DT_HALF);
  }

  @Test
  void infersShapes() {
    Operand x = input("x", DType.FLOAT, -1, 3);
    Operand kernel = input("kernel", DType.FLOAT, 3, 5);

    assertThat(tf.matMul(x, kernel).shape()).isEqualTo(Shape.of(-1, 5));
  }

  @Test
  void infersShapesFromConstants() {
    Operand x = input("x", DType.FLOAT, 2, 6);

    assertThat(tf.reshape(x, tf.ints(3, -1)).shape()).isEqualTo(Shape.of(3, 4));
  }

  @Test
  void tellsUnknownRankFromUnknownDimensions() {
    Operand any =
        builder
            .node("Placeholder")
            .attr("dtype", Attr.of(DType.FLOAT))
            .attr("shape", Attr.of(Shape.unknown()))
            .buildOutput();

    assertThat(tf.identity(any).shape()).isEqualTo(Shape.unknown());
    assertThat(tf.identity(input("x", DType.FLOAT, -1)).shape()).isEqualTo(Shape.of(-1));
  }

  @Test
  void takesListInputs() {
    Operand x = input("x", DType.FLOAT, 2, 3);
    Operand y = input("y", DType.FLOAT, 2, 4);
    Operand axis = input("axis", DType.INT32);
    Operand joined = builder.node("ConcatV2").inputs(List.of(x, y, x)).input(axis).buildOutput();

    assertThat(joined.shape()).isEqualTo(Shape.ofRank(2));
    NodeDef concat = node("ConcatV2");
    assertThat(concat.getInputList()).containsExactly("x", "y", "x", "axis");
    assertThat(concat.getAttrOrThrow("N").getI()).isEqualTo(3);
  }

  @Test
  void takesListInputsOfDifferentTypes() {
    Operand x = input("x", DType.FLOAT, 2);
    Operand y = input("y", DType.INT32);
    Operation both = builder.node("IdentityN").inputs(List.of(x, y)).build();

    assertThat(both.outputs()).extracting(Operand::dtype).containsExactly(DType.FLOAT, DType.INT32);
    assertThat(both.outputs())
        .extracting(Operand::shape)
        .containsExactly(Shape.of(2), Shape.scalar());
    assertThat(node("IdentityN").getAttrOrThrow("T").getList().getTypeList())
        .containsExactly(DataType.DT_FLOAT, DataType.DT_INT32);
  }

  @Test
  void refersToFurtherOutputsByNumber() {
    Operand x = input("x", DType.FLOAT, 2, 6);
    Operation split =
        builder
            .node("Split")
            .input(tf.constant(TensorValue.ofInts(Shape.scalar(), 1)))
            .input(x)
            .attr("num_split", Attr.of(3))
            .build();
    builder.node("Identity").input(split.outputs().get(2)).build();

    assertThat(split.outputs()).hasSize(3);
    assertThat(split.outputs().get(2).tensorName()).isEqualTo("Split:2");
    assertThat(node("Identity").getInputList()).containsExactly("Split:2");
  }

  @Test
  void writesControlInputsBehindDataInputsInTheOrderOfTheirNames() {
    Operand x = input("x", DType.FLOAT, 2);
    Operation second = builder.node("NoOp").name("b").build();
    Operation first = builder.node("NoOp").name("a").build();
    builder.withControls(List.of(second)).node("Identity").input(x).control(first).build();

    assertThat(node("Identity").getInputList()).containsExactly("x", "^a", "^b");
  }

  @Test
  void passesDeviceOn() {
    builder.withDevice("/GPU:0").node("NoOp").build();
    builder.node("NoOp").build();

    assertThat(node("NoOp").getDevice()).isEqualTo("/GPU:0");
    assertThat(node("NoOp_1").getDevice()).isEmpty();
  }

  @Test
  void keepsAttributesOfEveryKind() {
    builder
        .node("Conv2D")
        .input(input("x", DType.FLOAT, 1, 8, 8, 3))
        .input(input("kernel", DType.FLOAT, 3, 3, 3, 4))
        .attr("strides", Attr.ints(1, 2, 2, 1))
        .attr("padding", Attr.of("SAME"))
        .attr("use_cudnn_on_gpu", Attr.of(false))
        .build();
    builder
        .node("LeakyRelu")
        .input(input("y", DType.FLOAT, 2))
        .attr("alpha", Attr.of(0.25f))
        .build();

    NodeDef conv = node("Conv2D");
    assertThat(conv.getAttrOrThrow("strides").getList().getIList()).containsExactly(1L, 2L, 2L, 1L);
    assertThat(conv.getAttrOrThrow("padding").getS().toStringUtf8()).isEqualTo("SAME");
    assertThat(conv.getAttrOrThrow("use_cudnn_on_gpu").getB()).isFalse();
    assertThat(node("LeakyRelu").getAttrOrThrow("alpha").getF()).isEqualTo(0.25f);
  }

  @ParameterizedTest
  @MethodSource("io.kerasport.integration.backend.SampleTensors#all")
  void holdsConstantsThatTensorFlowReads(TensorValue value) {
    tf.withScope("scope").constant(value);
    DType dtype = value.spec().dtype();
    GraphDef written = graph.toGraphDef();

    assertThat(
            ByteBuffer.wrap(TensorFlowOracle.bytes(written, written.getNode(0).getName(), dtype)))
        .isEqualTo(value.bytes());
  }

  @Test
  void holdsStringConstantsThatTensorFlowReads() {
    List<String> strings = List.of("", "ä", "", "checkpoint");
    tf.constant(TensorValue.ofStrings(Shape.of(2, 2), strings));
    GraphDef written = graph.toGraphDef();

    assertThat(TensorFlowOracle.strings(written, written.getNode(0).getName())).isEqualTo(strings);
  }

  @Test
  void refusesUnknownOp() {
    assertRefused(() -> builder.node("MatMull").name("m").build(), "MatMull", "m");
  }

  @Test
  void refusesUnknownAttribute() {
    NodeBuilder node =
        builder.node("Relu").name("r").input(input("x", DType.FLOAT, 2)).attr("alpha", Attr.of(1));

    assertRefused(node::build, "Relu", "r", "alpha");
  }

  @Test
  void refusesAttributeOfWrongKind() {
    NodeBuilder node =
        builder.node("Cast").name("c").input(input("x", DType.FLOAT, 2)).attr("DstT", Attr.of(3));

    assertRefused(node::build, "Cast", "c", "DstT");
  }

  @Test
  void refusesAttributeThatContradictsInputs() {
    NodeBuilder node =
        builder
            .node("Relu")
            .name("r")
            .input(input("x", DType.FLOAT, 2))
            .attr("T", Attr.of(DType.HALF));

    assertRefused(node::build, "Relu", "r", "T");
  }

  @Test
  void refusesValueOutsideTheAllowedOnes() {
    NodeBuilder node =
        builder
            .node("Conv2D")
            .name("c")
            .input(input("x", DType.FLOAT, 1, 8, 8, 3))
            .input(input("kernel", DType.FLOAT, 3, 3, 3, 4))
            .attr("strides", Attr.ints(1, 1, 1, 1))
            .attr("padding", Attr.of("FULL"));

    assertRefused(node::build, "Conv2D", "c", "padding", "FULL");
  }

  @Test
  void refusesMissingAttribute() {
    NodeBuilder node = builder.node("Cast").name("c").input(input("x", DType.FLOAT, 2));

    assertRefused(node::build, "Cast", "c", "DstT");
  }

  @Test
  void refusesMissingInput() {
    NodeBuilder node = builder.node("MatMul").name("m").input(input("x", DType.FLOAT, 2, 2));

    assertRefused(node::build, "MatMul", "m");
  }

  @Test
  void refusesSuperfluousInput() {
    Operand x = input("x", DType.FLOAT, 2);
    NodeBuilder node = builder.node("Relu").name("r").input(x).input(x);

    assertRefused(node::build, "Relu", "r");
  }

  @Test
  void refusesListWhereOneTensorIsMeant() {
    NodeBuilder node = builder.node("Relu").name("r").inputs(List.of(input("x", DType.FLOAT, 2)));

    assertRefused(node::build, "Relu", "r");
  }

  @Test
  void refusesOneTensorWhereListIsMeant() {
    NodeBuilder node = builder.node("AddN").name("a").input(input("x", DType.FLOAT, 2));

    assertRefused(node::build, "AddN", "a");
  }

  @Test
  void refusesInputsOfDifferentTypesForOneAttribute() {
    NodeBuilder node =
        builder
            .node("AddV2")
            .name("a")
            .input(input("x", DType.FLOAT, 2))
            .input(input("y", DType.INT32, 2));

    assertRefused(node::build, "AddV2", "a");
  }

  @Test
  void refusesTypeTheOpDoesNotTake() {
    NodeBuilder node = builder.node("Relu").name("r").input(input("x", DType.BOOL, 2));

    assertRefused(node::build, "Relu", "r", "bool");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    NodeBuilder node =
        builder
            .node("MatMul")
            .name("scope/m")
            .input(input("x", DType.FLOAT, 2, 3))
            .input(input("y", DType.FLOAT, 4, 5));

    assertRefused(node::build, "MatMul", "scope/m", "3", "4");
  }

  @Test
  void leavesNothingOfRefusedNode() {
    Operand x = input("x", DType.FLOAT, 2, 3);
    assertThatThrownBy(() -> tf.matMul(x, x)).isInstanceOf(ExportException.class);

    assertThat(nodes()).extracting(NodeDef::getName).containsExactly("x");
  }

  @Test
  void refusesOperandOfAnotherGraph() {
    try (BackendGraph other = backend.newGraph()) {
      Operand foreign =
          new ScopedGraphBuilder(other)
              .node("Placeholder")
              .name("foreign")
              .attr("dtype", Attr.of(DType.FLOAT))
              .buildOutput();

      assertRefused(() -> tf.identity(foreign), "Identity", "foreign");
    }
  }

  @Test
  void knowsOpDefinitions() {
    assertThat(backend.opDef("MatMul").getAttrList())
        .extracting(attr -> attr.getName())
        .contains("T", "transpose_a", "transpose_b");
    assertThatThrownBy(() -> backend.opDef("MatMull"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MatMull");
  }

  @Test
  void isTensorFlow218() {
    assertThat(backend.version().version()).isEqualTo("2.18.0");
    assertThat(backend.version().gitVersion()).isEqualTo("v2.18.0-rc2-4-g6550e4bd802");
    assertThat(backend.version().producer()).isEqualTo(1994);
    assertThat(backend.version().minConsumer()).isZero();
  }

  private static void assertRefused(ThrowingCallable call, String... mentions) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.GRAPH))
        .hasMessageContainingAll(mentions);
  }

  private Operand input(String name, DType dtype, long... dims) {
    return builder
        .node("Placeholder")
        .name(name)
        .attr("dtype", Attr.of(dtype))
        .attr("shape", Attr.of(Shape.of(dims)))
        .buildOutput();
  }

  private List<NodeDef> nodes() {
    return graph.toGraphDef().getNodeList();
  }

  private NodeDef node(String name) {
    GraphDef all = graph.toGraphDef();
    return all.getNodeList().stream()
        .filter(node -> node.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
