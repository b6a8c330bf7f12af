package io.kerasport.integration.shape;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Computed shapes: expressions over constants and static shapes, whose value shows in the shape of
 * the tensor that is filled by it.
 */
final class ConstantSweep {
  private final Vary v;

  private ConstantSweep(Vary v) {
    this.v = v;
  }

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    sweeps.put(
        "Fill with a computed shape",
        v -> Row.of("Fill", new ConstantSweep(v).vector(3), Source.real(1)));
    sweeps.put(
        "Range with a computed limit",
        v -> Row.of("Range", Source.scalar(0), new ConstantSweep(v).scalar(3), Source.scalar(1)));
    sweeps.put(
        "Range with a computed real limit",
        v -> Row.of("Range", Source.real(0), new ConstantSweep(v).real(2), Source.real(1)));
    sweeps.put(
        "Fill with broadcast gradient axes",
        v -> {
          long[] dims = v.dimsOfRank(0, 3);
          Row axes = Row.of("BroadcastGradientArgs", ints(v.broadcastable(dims)), ints(dims));
          return Row.of("Sum", v.f(v.dims(3)), Source.of(axes, v.between(0, 1)));
        });
  }

  private static Source ints(long... values) {
    return Source.ints(Arrays.stream(values).mapToInt(value -> (int) value).toArray());
  }

  private Source vector(int depth) {
    if (depth == 0) {
      return v.flip()
          ? ints(v.dimsOfRank(0, 4))
          : Source.shapeOf(Source.fed(DType.FLOAT, v.blurDims(v.dimsOfRank(0, 4))));
    }
    return switch (v.between(0, 17)) {
      case 0 -> binary(vector(depth - 1), vector(depth - 1));
      case 1 -> binary(vector(depth - 1), scalar(depth - 1));
      case 2 -> unary(vector(depth - 1));
      case 3 -> Source.pack(scalar(depth - 1), scalar(depth - 1));
      case 4 ->
          Source.of(
              Row.of("ConcatV2")
                  .list(List.of(vector(depth - 1), vector(depth - 1)))
                  .in(Source.scalar(v.oneOf(0, -1) == 0 ? 0 : -1)));
      case 5 -> slice(vector(depth - 1));
      case 6 -> stridedSlice(vector(depth - 1));
      case 7 -> gather(vector(depth - 1), Source.ints(0, v.between(0, 2)));
      case 8 -> Source.of(Row.of("Reshape", vector(depth - 1), Source.ints(v.flip() ? -1 : 2)));
      case 9 -> Source.of(Row.of("ExpandDims", scalar(depth - 1), Source.scalar(0)));
      case 10 -> Source.of(Row.of("Squeeze", matrix(depth - 1)));
      case 11 -> Source.of(Row.of("Range", scalar(depth - 1), Source.scalar(6), Source.scalar(2)));
      case 12 ->
          Source.of(
              Row.of(
                  "SelectV2",
                  Source.of(Row.of(comparison(), vector(depth - 1), scalar(depth - 1))),
                  vector(depth - 1),
                  scalar(depth - 1)));
      case 13 -> reduce(matrix(depth - 1), Source.ints(v.between(-2, 1)));
      case 14 -> Source.of(Row.of("Fill", Source.ints(2), scalar(depth - 1)));
      case 15 -> Source.of(Row.of(v.oneOf("ZerosLike", "OnesLike", "Identity"), vector(depth - 1)));
      case 16 ->
          Source.of(
              Row.of("DynamicStitch")
                  .list(
                      List.of(
                          Source.of(
                              Row.of(
                                  "Range", Source.scalar(0), Source.scalar(3), Source.scalar(1))),
                          Source.ints(1)))
                  .list(
                      List.of(
                          ints(v.dims(3)),
                          Source.of(Row.of("ExpandDims", scalar(depth - 1), Source.scalar(0))))));
      default ->
          Source.of(
              Row.of(
                      "Cast",
                      Source.of(
                          Row.of("Cast", vector(depth - 1))
                              .attr("DstT", v.oneOf(DType.INT64, DType.FLOAT))))
                  .attr("DstT", DType.INT32));
    };
  }

  private Source scalar(int depth) {
    if (depth == 0) {
      return switch (v.between(0, 3)) {
        case 0 -> Source.of(Row.of("Rank", v.f(v.dimsOfRank(0, 3))));
        case 1 -> Source.of(Row.of("Size", v.f(v.dimsOfRank(0, 2))));
        default -> Source.scalar(v.between(v.chance(0.1) ? -2 : 1, 5));
      };
    }
    return switch (v.between(0, 7)) {
      case 0 -> binary(scalar(depth - 1), scalar(depth - 1));
      case 1 -> unary(scalar(depth - 1));
      case 2 -> Source.element(vector(depth - 1), v.between(-2, 1));
      case 3 -> reduce(vector(depth - 1), Source.ints(0));
      case 4 -> gather(vector(depth - 1), Source.scalar(v.between(0, 2)));
      case 5 -> unpacked(depth - 1);
      case 6 -> Source.of(Row.of("Cast", real(depth - 1)).attr("DstT", DType.INT32));
      default -> Source.scalar(v.between(0, 5));
    };
  }

  private Source real(int depth) {
    if (depth == 0) {
      return Source.real(v.between(0, 20) / 4f);
    }
    return switch (v.between(0, 3)) {
      case 0 ->
          Source.of(
              Row.of(
                  v.oneOf(
                      "AddV2",
                      "Sub",
                      "Mul",
                      "RealDiv",
                      "Maximum",
                      "Minimum",
                      "FloorDiv",
                      "FloorMod"),
                  real(depth - 1),
                  real(depth - 1)));
      case 1 ->
          Source.of(
              Row.of(
                  v.oneOf("Floor", "Ceil", "Round", "Rint", "Neg", "Abs", "Square", "Sign"),
                  real(depth - 1)));
      case 2 -> Source.of(Row.of("Cast", scalar(depth - 1)).attr("DstT", DType.FLOAT));
      default -> Source.real(v.between(0, 20) / 4f);
    };
  }

  private Source matrix(int depth) {
    List<Source> rows = new ArrayList<>();
    long[] first = v.dims(3);
    rows.add(ints(first));
    for (int i = v.between(0, 1); i > 0; i--) {
      rows.add(
          depth > 0 && v.flip() ? binary(ints(v.dims(3)), scalar(depth - 1)) : ints(v.dims(3)));
    }
    if (v.chance(0.3)) {
      int[] values = IntStream.range(0, 6).map(i -> v.between(1, 4)).toArray();
      return Source.constant(
          Arrays.toString(values) + "/3", TensorValue.ofInts(Shape.of(2, 3), values));
    }
    return Source.of(Row.of("Pack").list(rows).attr("axis", v.between(-2, 1)));
  }

  private Source binary(Source x, Source y) {
    return Source.of(
        Row.of(
            v.oneOf(
                "Add",
                "AddV2",
                "Sub",
                "Mul",
                "FloorDiv",
                "FloorMod",
                "Div",
                "TruncateDiv",
                "Mod",
                "TruncateMod",
                "Maximum",
                "Minimum"),
            x,
            y));
  }

  private Source unary(Source x) {
    return Source.of(
        Row.of(v.oneOf("Neg", "Abs", "Sign", "Square", "StopGradient", "Snapshot"), x));
  }

  private String comparison() {
    return v.oneOf("Less", "LessEqual", "Greater", "GreaterEqual", "Equal", "NotEqual");
  }

  private Source slice(Source vector) {
    return Source.of(
        Row.of("Slice", vector, Source.ints(v.between(0, 1)), Source.ints(v.between(-1, 2))));
  }

  private Source stridedSlice(Source vector) {
    return Source.of(
        Row.of(
                "StridedSlice",
                vector,
                Source.ints(v.between(-3, 2)),
                Source.ints(v.between(-2, 4)),
                Source.ints(v.chance(0.7) ? 1 : v.between(1, 2) * (v.flip() ? 1 : -1)))
            .attr("begin_mask", v.between(0, 1))
            .attr("end_mask", v.between(0, 1)));
  }

  private Source gather(Source vector, Source indices) {
    return Source.of(Row.of("GatherV2", vector, indices, Source.scalar(0)));
  }

  private Source reduce(Source tensor, Source axes) {
    return Source.of(Row.of(v.oneOf("Sum", "Prod", "Max", "Min"), tensor, axes));
  }

  private Source unpacked(int depth) {
    return depth > 0 && v.flip()
        ? Source.of(
            Row.of(
                    "Unpack",
                    Source.of(
                        Row.of("ConcatV2")
                            .list(List.of(ints(v.dims(1)), ints(v.dims(2))))
                            .in(Source.scalar(0))))
                .attr("num", 3),
            v.between(0, 2))
        : Source.of(
            Row.of("Unpack", Source.shapeOf(Source.fed(DType.FLOAT, v.blurDims(v.dims(3)))))
                .attr("num", 3),
            v.between(0, 2));
  }
}
