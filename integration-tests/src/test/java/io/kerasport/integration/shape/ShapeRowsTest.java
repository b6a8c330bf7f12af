package io.kerasport.integration.shape;

import static io.kerasport.integration.shape.Source.anyRank;
import static io.kerasport.integration.shape.Source.element;
import static io.kerasport.integration.shape.Source.f;
import static io.kerasport.integration.shape.Source.i;
import static io.kerasport.integration.shape.Source.ints;
import static io.kerasport.integration.shape.Source.longs;
import static io.kerasport.integration.shape.Source.pack;
import static io.kerasport.integration.shape.Source.real;
import static io.kerasport.integration.shape.Source.scalar;
import static io.kerasport.integration.shape.Source.shapeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.graph.Attr;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows written by hand: the idioms of layers, and cases the sweeps seldom meet. */
final class ShapeRowsTest {
  static Stream<Row> rows() {
    return Stream.of(layerIdioms(), partialShapes(), edges(), unknownOps()).flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void infersWhatTensorFlowInfers(Row row) {
    try (BothBackends both = new BothBackends()) {
      assertThat(both.compare(row).difference()).isEmpty();
    }
  }

  private static List<Row> layerIdioms() {
    Source image = f(-1, 8, 6, 3);
    Source batch = element(shapeOf(image), 0);
    return List.of(
        // Flatten
        Row.of("Reshape", image, ints(-1, 144)),
        Row.of("Reshape", image, pack(batch, scalar(-1))),
        Row.of("Reshape", image, pack(batch, scalar(144))),
        Row.of("Reshape", f(2, 8, 6, 3), pack(element(shapeOf(f(2, 8, 6, 3)), 0), scalar(-1))),
        // UpSampling by doubled sizes
        Row.of("ResizeBilinear", image, doubled(image)),
        Row.of("ResizeNearestNeighbor", f(-1, -1, 6, 3), doubled(f(-1, -1, 6, 3))),
        // Conv2DTranspose
        Row.of(
                "Conv2DBackpropInput",
                pack(batch, scalar(16), scalar(12), scalar(5)),
                f(3, 3, 5, 3),
                image)
            .attr("strides", Attr.ints(1, 2, 2, 1))
            .attr("padding", "SAME"),
        // RepeatVector
        Row.of("Tile", Source.of(Row.of("ExpandDims", f(-1, 4), scalar(1))), ints(1, 3, 1)),
        // Dropout
        Row.of("RandomUniform", shapeOf(image)).attr("dtype", DType.FLOAT),
        Row.of("StatelessRandomUniform", shapeOf(f(-1, -1)), longs(1, 2)),
        // Broadcast gradients: sum over what was repeated, then the shape of the operand
        Row.of("Sum", f(4, 3), Source.of(gradientAxes(f(4, 3), f(1, 3)), 1)),
        Row.of(
            "Reshape",
            Source.of(Row.of("Sum", f(-1, 3), Source.of(gradientAxes(f(-1, 3), f(3)), 1))),
            shapeOf(f(3))),
        // Global pooling
        Row.of("Mean", image, ints(1, 2)),
        Row.of("Mean", image, ints(1, 2)).attr("keep_dims", true),
        // Cropping
        Row.of("StridedSlice", image, ints(0, 1, 1, 0), ints(0, 7, 5, 0), ints(1, 1, 1, 1))
            .attr("begin_mask", 9)
            .attr("end_mask", 9),
        // LSTM
        blockLstm(f(-1, 2, 3), f(16)),
        blockLstm(f(5, -1, 3), f(-1)),
        // Permute
        Row.of("Transpose", image, ints(0, 3, 1, 2)));
  }

  private static Row blockLstm(Source sequence, Source bias) {
    Source longest = Source.of(Row.of("Cast", scalar(5)).attr("DstT", DType.INT64));
    Row row = Row.of("BlockLSTMV2", longest, sequence, f(2, 4), f(2, 4), f(7, 16));
    return row.in(f(4)).in(f(4)).in(f(4)).in(bias);
  }

  private static Source doubled(Source image) {
    Source size = Source.of(Row.of("StridedSlice", shapeOf(image), ints(1), ints(3), ints(1)));
    return Source.of(Row.of("Mul", size, ints(2, 2)));
  }

  private static Row gradientAxes(Source x, Source y) {
    return Row.of("BroadcastGradientArgs", shapeOf(x), shapeOf(y));
  }

  private static List<Row> partialShapes() {
    Source partial = f(-1, 3, -1, 5);
    return List.of(
        Row.of("Fill", shapeOf(partial), real(0)),
        Row.of("Fill", shapeOf(anyRank()), real(0)),
        Row.of("Fill", Source.of(Row.of("ShapeN").list(List.of(f(2), partial)), 1), real(0)),
        Row.of("Fill", slicedShape(partial, 1, 3, 1), real(0)),
        Row.of("Fill", slicedShape(partial, 0, 4, 2), real(0)),
        Row.of("Fill", slicedShape(partial, -1, -3, -1), real(0)),
        Row.of("Fill", slicedShape(partial, 3, 1, 1), real(0)),
        Row.of(
            "Fill",
            Source.of(Row.of("ConcatV2").list(List.of(shapeOf(partial), ints(7))).in(scalar(0))),
            real(0)),
        Row.of(
            "Fill",
            Source.of(Row.of("ConcatV2").list(List.of(shapeOf(anyRank()), ints(7))).in(scalar(0))),
            real(0)),
        Row.of(
            "Fill", Source.of(Row.of("Cast", shapeOf(partial)).attr("DstT", DType.INT64)), real(0)),
        Row.of("Fill", pack(element(shapeOf(partial), 1), element(shapeOf(partial), 2)), real(0)),
        Row.of("Fill", pack(element(shapeOf(partial), -1), i()), real(0)),
        Row.of("Fill", Source.of(Row.of("Mul", shapeOf(f(2, 3)), ints(2, 2))), real(0)),
        Row.of("Fill", Source.of(Row.of("Mul", shapeOf(partial), ints(2, 2, 2, 2))), real(0)),
        Row.of("Fill", i(3), real(0)),
        Row.of("Fill", i(-1), real(0)),
        Row.of("Fill", ints(), real(0)),
        Row.of("Fill", scalar(-1), real(0)),
        Row.of("BroadcastTo", f(1, 3), ints(2, -1)),
        Row.of("Fill", variableShape(), real(0)),
        Row.of("OneHot", i(-1), element(shapeOf(partial), 3), real(1), real(0)),
        Row.of("Range", scalar(0), element(shapeOf(partial), 1), scalar(1)),
        Row.of("Range", scalar(0), element(shapeOf(partial), 0), scalar(1)));
  }

  private static Source slicedShape(Source tensor, int begin, int end, int stride) {
    return Source.of(Row.of("StridedSlice", shapeOf(tensor), ints(begin), ints(end), ints(stride)));
  }

  private static Source variableShape() {
    Row handle =
        Row.of("VarHandleOp").attr("dtype", DType.FLOAT).attr("shape", Attr.of(Shape.of(-1, 4)));
    return Source.of(Row.of("VariableShape", Source.of(handle)));
  }

  private static List<Row> edges() {
    return List.of(
        Row.of("Placeholder").attr("dtype", DType.FLOAT),
        Row.of("Placeholder").attr("dtype", DType.FLOAT).attr("shape", Attr.of(Shape.scalar())),
        Row.of("Const")
            .attr("dtype", DType.INT32)
            .attr("value", Attr.of(TensorValue.ofInts(Shape.of(2, 0)))),
        Row.of("NoOp"),
        Row.of("GatherV2", f(4, 3, 2), i(4, 5), i()).attr("batch_dims", 1),
        Row.of("GatherNd", variable(3, 4), i(5, 1)),
        Row.of("Einsum").list(List.of(f(2, 3), f(3, 4))).attr("equation", "ab , bc -> ac"),
        Row.of("Conv2D", f(1, 8, 8, 3), f(3, 3, 0, 4))
            .attr("strides", Attr.ints(1, 1, 1, 1))
            .attr("padding", "SAME"),
        Row.of("Unique", f(2, 3)),
        Row.of("AssignVariableOp", i(), f(2)).attr("dtype", DType.FLOAT),
        Row.of("Size", f(70000, 70000)),
        Row.of(
            "Fill",
            Source.of(Row.of("ExpandDims", Source.of(Row.of("Size", f(70000, 70000))), scalar(0))),
            real(0)),
        Row.of("MaxPool", f(2, 8, 8, 6))
            .attr("ksize", Attr.ints(1, 1, 1, 2))
            .attr("strides", Attr.ints(1, 1, 1, 2))
            .attr("padding", "SAME"),
        Row.of("StridedSlice", f(2, 3), ints(0, 0, 0), ints(1, 1, 1), ints(1, 1, 1)),
        Row.of("Split", scalar(-1), f(2, 6)).attr("num_split", 4),
        blockLstm(anyRank(), f(16)),
        blockLstm(f(5, 2), f(16)),
        blockLstm(f(5, 2, 3), f(18)),
        blockLstm(f(5, 2, 3), f(4, 4)));
  }

  private static Source variable(long... dims) {
    return Source.of(
        Row.of("VarHandleOp").attr("dtype", DType.FLOAT).attr("shape", Attr.of(Shape.of(dims))));
  }

  /** Ops without a shape function here, whose shapes TensorFlow does not know either. */
  private static List<Row> unknownOps() {
    return List.of(
        Row.of("ParseTensor", Source.fed(DType.STRING, Shape.scalar()))
            .attr("out_type", DType.FLOAT));
  }
}
