package io.kerasport.purejava.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.core.backend.NodeSpec;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.Attr;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.purejava.graph.GraphNode;
import io.kerasport.purejava.graph.GraphTensor;
import io.kerasport.purejava.ops.CheckedNode;
import io.kerasport.purejava.ops.NodeCheck;
import io.kerasport.purejava.ops.OpRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/**
 * What errors say and where inference stops. That shapes are TensorFlow's is the contract in
 * integration-tests.
 */
final class ShapeInferenceTest {
  private final OpRegistry registry = OpRegistry.bundled();
  private final ShapeInference inference = new ShapeInference();

  @Test
  void leavesShapesOfOtherOpsUnknown() {
    GraphTensor bytes =
        node("ParseTensor", Map.of("out_type", Attr.of(DType.FLOAT)), fed(DType.STRING));

    assertThat(bytes.shape()).isEqualTo(Shape.unknown());
  }

  @Test
  void leavesShapesOfPackedImagesUnknown() {
    Map<String, Attr> attrs =
        Map.of(
            "data_format", Attr.of("NCHW_VECT_C"),
            "ksize", Attr.ints(1, 1, 2, 2),
            "strides", Attr.ints(1, 1, 2, 2),
            "padding", Attr.of("SAME"));

    assertThat(node("MaxPool", attrs, fed(DType.FLOAT, 1, 1, 8, 8, 4)).shape())
        .isEqualTo(Shape.unknown());
  }

  @Test
  void computesShapesOfConstants() {
    GraphTensor doubled = node("Mul", Map.of(), ints(2, 3), ints(2, 2));

    assertThat(node("BroadcastTo", Map.of(), fed(DType.FLOAT), doubled).shape())
        .isEqualTo(Shape.of(4, 6));
  }

  @Test
  void computesNoLargeConstants() {
    GraphTensor large = node("Fill", Map.of(), ints(4_000_000), number(7));
    GraphTensor sum = node("Sum", Map.of(), large, ints(0));

    assertThat(node("Range", Map.of(), number(0), sum, number(1)).shape()).isEqualTo(Shape.of(-1));
  }

  @Test
  void refusesShapeOfTooManyDimensions() {
    refused("Fill", Map.of(), fed(DType.INT32, 4_000_000), number(7))
        .hasMessageContaining("a shape of 4000000 dimensions");
  }

  @Test
  void carriesWhatAVariableHolds() {
    GraphTensor handle =
        node(
            "VarHandleOp", Map.of("dtype", Attr.of(DType.HALF), "shape", Attr.of(Shape.of(2, -1))));

    assertThat(node("ReadVariableOp", Map.of("dtype", Attr.of(DType.HALF)), handle).shape())
        .isEqualTo(Shape.of(2, -1));
  }

  @Test
  void namesInnerDimensionsOfMatrices() {
    refused("MatMul", Map.of(), fed(DType.FLOAT, 2, 3), fed(DType.FLOAT, 4, 5))
        .hasMessageContaining("inner dimensions of (2, 3) and (4, 5)")
        .hasMessageContaining("found 3 and 4");
  }

  @Test
  void namesBiasAndDimension() {
    refused("BiasAdd", Map.of(), fed(DType.FLOAT, -1, 8), fed(DType.FLOAT, 7))
        .hasMessageContaining("a bias of size 7 does not fit dimension 1 of (?, 8)");
  }

  @Test
  void namesChannelsOfAConvolution() {
    Map<String, Attr> attrs = Map.of("strides", Attr.ints(1, 1, 1, 1), "padding", Attr.of("SAME"));

    refused("Conv2D", attrs, fed(DType.FLOAT, -1, 8, 8, 4), fed(DType.FLOAT, 3, 3, 3, 5))
        .hasMessageContaining("the input has 4 channels, which is no multiple of the 3");
  }

  @Test
  void namesShapesThatDoNotBroadcast() {
    refused("AddV2", Map.of(), fed(DType.FLOAT, 2, 3), fed(DType.FLOAT, 4))
        .hasMessageContaining("shapes (2, 3) and (4,) do not broadcast");
  }

  @Test
  void namesElementCountsOfAReshape() {
    refused("Reshape", Map.of(), fed(DType.FLOAT, 2, 3), ints(7))
        .hasMessageContaining("(2, 3) has 6 elements and (7,) has 7");
  }

  @Test
  void namesTheAxisOfAConcatenation() {
    refusedConcat(fed(DType.FLOAT, 2, 3), fed(DType.FLOAT, 4, 5))
        .hasMessageContaining("found (2,) and (4,)");
  }

  private AbstractThrowableAssert<?, ?> refusedConcat(GraphTensor x, GraphTensor y) {
    List<NodeSpec.Input> inputs =
        List.of(
            new NodeSpec.Input(List.of(x, y), true), new NodeSpec.Input(List.of(number(1)), false));
    return assertThatThrownBy(() -> node("ConcatV2", Map.of(), inputs))
        .isInstanceOf(ExportException.class);
  }

  private AbstractThrowableAssert<?, ?> refused(
      String type, Map<String, Attr> attrs, GraphTensor... inputs) {
    return assertThatThrownBy(() -> node(type, attrs, inputs))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.GRAPH))
        .hasMessageContaining("Node `scope/" + type + "` contradicts its op " + type)
        .hasMessageContaining("at inputs [" + inputs[0]);
  }

  private GraphTensor fed(DType dtype, long... dims) {
    return node("Placeholder", Map.of("dtype", Attr.of(dtype), "shape", Attr.of(Shape.of(dims))));
  }

  private GraphTensor number(int value) {
    return constant(TensorValue.ofInts(Shape.scalar(), value));
  }

  private GraphTensor ints(int... values) {
    return constant(TensorValue.ofInts(Shape.of(values.length), values));
  }

  private GraphTensor constant(TensorValue value) {
    Map<String, Attr> attrs = new LinkedHashMap<>();
    attrs.put("dtype", Attr.of(value.spec().dtype()));
    attrs.put("value", Attr.of(value));
    return node("Const", attrs, List.of(), Optional.of(value));
  }

  private GraphTensor node(String type, Map<String, Attr> attrs, GraphTensor... inputs) {
    List<NodeSpec.Input> single = new ArrayList<>();
    for (GraphTensor input : inputs) {
      single.add(new NodeSpec.Input(List.of(input), false));
    }
    return node(type, attrs, single);
  }

  private GraphTensor node(String type, Map<String, Attr> attrs, List<NodeSpec.Input> inputs) {
    return node(type, attrs, inputs, Optional.empty());
  }

  private GraphTensor node(
      String type,
      Map<String, Attr> attrs,
      List<NodeSpec.Input> inputs,
      Optional<TensorValue> value) {
    String name = "scope/" + type;
    CheckedNode checked =
        NodeCheck.check(
            registry.find(type).orElseThrow(),
            new NodeSpec(type, name, inputs, attrs, List.of(), ""));
    List<GraphTensor> flat =
        inputs.stream()
            .flatMap(input -> input.operands().stream())
            .map(GraphTensor.class::cast)
            .toList();
    return new GraphNode(name, checked, flat, value, inference.infer(name, checked, flat, value))
        .output(0);
  }
}
