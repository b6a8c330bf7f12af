package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.GradientCase.op;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.stream.Stream;

/** Ops that move, join, cut or pad. */
final class LayoutRows {
  private LayoutRows() {}

  static Stream<GradientCase> rows() {
    return Stream.of(shapes(), permutations(), joins(), slices(), pads(), blocks(), diagonals())
        .flatMap(rows -> rows);
  }

  private static Stream<GradientCase> shapes() {
    return Stream.of(
        op("Reshape").x(2, 6).ints(3, -1),
        op("Reshape").note("shape fed").x(2, 6).fed(DType.INT32, Shape.of(2), 3, 4),
        op("ExpandDims").x(2, 3).scalar(1),
        op("Squeeze").x(2, 1, 3).attrs("squeeze_dims", 1),
        op("Squeeze").note("every axis of size 1").x(1, 2, 1, 3),
        op("BroadcastTo").x(3, 1).ints(2, 3, 4),
        op("BroadcastTo").note("shape fed").x(3, 1).fed(DType.INT32, Shape.of(3), 2, 3, 4),
        op("Fill").ints(2, 3).x(),
        op("Tile").x(2, 3).ints(2, 3),
        op("Tile").note("multiples fed").x(2, 3).fed(DType.INT32, Shape.of(2), 2, 1));
  }

  private static Stream<GradientCase> permutations() {
    return Stream.of(
        op("Transpose").x(2, 3, 4).ints(2, 0, 1),
        op("Transpose").note("order fed").x(2, 3, 4).fed(DType.INT32, Shape.of(3), 1, 2, 0),
        op("ReverseV2").x(2, 3).ints(1),
        op("ReverseSequence")
            .x(2, 4, 2)
            .fed(DType.INT32, Shape.of(2), 3, 2)
            .attr("seq_dim", 1)
            .attr("batch_dim", 0),
        op("Roll").x(3, 4).ints(1, -1).ints(0, 1));
  }

  private static Stream<GradientCase> joins() {
    return Stream.of(
        op("ConcatV2").x(2, 3).x(2, 1).x(2, 2).list(3).scalar(1),
        op("ConcatV2").note("last axis").x(2, 3).x(2, 1).list(2).scalar(-1),
        op("ConcatV2").note("axis fed").x(1, 3).x(2, 3).list(2).fed(DType.INT32, Shape.scalar(), 0),
        op("Pack").x(2, 3).x(2, 3).list(2).attr("axis", 1),
        op("Unpack").x(2, 3).attr("num", 3).attr("axis", 1),
        op("Unpack").note("one of them").x(2, 3).attr("num", 3).attr("axis", -1).outputs(1),
        op("Split").scalar(1).x(2, 6).attr("num_split", 3),
        op("Split").note("one of them").scalar(-1).x(2, 6).attr("num_split", 3).outputs(2),
        op("SplitV").x(2, 6).ints(1, 3, 2).scalar(1).attr("num_split", 3));
  }

  private static Stream<GradientCase> slices() {
    return Stream.of(
        op("Slice").x(3, 4).ints(1, 0).ints(2, 3),
        op("Slice").note("to the end").x(3, 4).ints(1, 1).ints(-1, 2),
        op("Slice")
            .note("begin and size fed")
            .wrongInTensorFlow()
            .x(3, 4)
            .fed(DType.INT64, Shape.of(2), 0, 2)
            .fed(DType.INT64, Shape.of(2), 3, 1),
        op("StridedSlice").x(4, 5).ints(1, 0).ints(4, 5).ints(2, 3),
        op("StridedSlice").note("backwards").x(4, 5).ints(3, 4).ints(0, 0).ints(-1, -2),
        op("StridedSlice")
            .note("open ends")
            .x(4, 5)
            .ints(2, 2)
            .ints(2, 3)
            .ints(1, 1)
            .attr("begin_mask", 2)
            .attr("end_mask", 1),
        op("StridedSlice")
            .note("shrink")
            .x(4, 5)
            .ints(-1, 1)
            .ints(0, 4)
            .ints(1, 1)
            .attr("shrink_axis_mask", 1),
        op("StridedSlice")
            .note("new axis")
            .x(4, 5)
            .ints(0, 1)
            .ints(0, 3)
            .ints(1, 1)
            .attr("new_axis_mask", 1),
        op("StridedSlice")
            .note("ellipsis")
            .x(2, 3, 4)
            .ints(0, 1)
            .ints(0, 3)
            .ints(1, 1)
            .attr("ellipsis_mask", 1),
        op("StridedSlice")
            .note("fed")
            .wrongInTensorFlow()
            .x(4, 5)
            .fed(DType.INT64, Shape.of(1), 1)
            .fed(DType.INT64, Shape.of(1), 3)
            .fed(DType.INT64, Shape.of(1), 1));
  }

  private static Stream<GradientCase> pads() {
    Shape perAxis = Shape.of(2, 2);
    return Stream.of(
        op("Pad").x(2, 3).constant(perAxis, 1, 0, 2, 1),
        op("Pad").note("paddings fed").x(2, 3).fed(DType.INT32, perAxis, 1, 0, 2, 1),
        op("PadV2").wrongInTensorFlow().x(2, 3).constant(perAxis, 1, 0, 2, 1).x(),
        op("MirrorPad")
            .note("reflect")
            .x(2, 3)
            .constant(perAxis, 1, 0, 2, 1)
            .attr("mode", "REFLECT"),
        op("MirrorPad")
            .note("symmetric")
            .x(2, 3)
            .constant(perAxis, 1, 0, 2, 3)
            .attr("mode", "SYMMETRIC"));
  }

  private static Stream<GradientCase> blocks() {
    return Stream.of(
        op("SpaceToBatchND").x(1, 3, 4, 2).ints(2, 2).constant(Shape.of(2, 2), 1, 0, 0, 0),
        op("BatchToSpaceND").x(4, 2, 2, 2).ints(2, 2).constant(Shape.of(2, 2), 1, 0, 0, 1),
        op("SpaceToDepth").x(1, 4, 2, 2).attr("block_size", 2),
        op("DepthToSpace").x(1, 2, 3, 8).attr("block_size", 2));
  }

  private static Stream<GradientCase> diagonals() {
    Shape none = Shape.scalar();
    return Stream.of(
        op("MatrixBandPart").x(2, 3, 4).scalar(1).scalar(0),
        op("MatrixDiag").x(2, 3),
        op("MatrixDiagPart").x(2, 3, 4),
        op("MatrixDiagV3")
            .x(2, 3)
            .scalar(1)
            .scalar(4)
            .scalar(4)
            .fixed(none, 0)
            .knowing(Knowledge.SHAPE),
        op("MatrixDiagV3")
            .note("of several diagonals")
            .x(2, 2, 3)
            .ints(-1, 0)
            .scalar(3)
            .scalar(3)
            .fixed(none, 0)
            .knowing(Knowledge.SHAPE),
        op("MatrixDiagPartV3").x(2, 3, 4).scalar(1).fixed(none, 0),
        op("MatrixDiagPartV3")
            .note("of several diagonals")
            .x(2, 3, 4)
            .ints(-1, 1)
            .fixed(none, 0)
            .knowing(Knowledge.SHAPE),
        op("MatrixSetDiag").x(2, 3, 4).x(2, 3),
        op("MatrixSetDiagV3").x(2, 3, 4).x(2, 3).scalar(1));
  }
}
