package io.kerasport.integration.shape;

import io.kerasport.model.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Ops that work element by element. */
final class ElementwiseSweep {
  private static final List<String> UNARY =
      List.of(
          "Abs",
          "Acos",
          "Acosh",
          "Asin",
          "Asinh",
          "Atan",
          "Atanh",
          "Ceil",
          "Cos",
          "Cosh",
          "Digamma",
          "Elu",
          "Erf",
          "Erfc",
          "Erfinv",
          "Exp",
          "Expm1",
          "Floor",
          "Inv",
          "IsFinite",
          "IsInf",
          "IsNan",
          "LeakyRelu",
          "Lgamma",
          "Log",
          "Log1p",
          "Ndtri",
          "Neg",
          "Reciprocal",
          "Relu",
          "Relu6",
          "Rint",
          "Round",
          "Rsqrt",
          "Selu",
          "Sigmoid",
          "Sign",
          "Sin",
          "Sinh",
          "Softplus",
          "Softsign",
          "Sqrt",
          "Square",
          "Tan",
          "Tanh",
          "Identity",
          "StopGradient",
          "PreventGradient",
          "Snapshot",
          "ZerosLike",
          "OnesLike",
          "L2Loss",
          "Softmax",
          "LogSoftmax",
          "Shape",
          "Size",
          "Rank",
          "Where");
  private static final List<String> BINARY =
      List.of(
          "Add",
          "AddV2",
          "Atan2",
          "Div",
          "DivNoNan",
          "FloorDiv",
          "FloorMod",
          "Greater",
          "GreaterEqual",
          "Less",
          "LessEqual",
          "Maximum",
          "Minimum",
          "Mod",
          "Mul",
          "MulNoNan",
          "Pow",
          "RealDiv",
          "SquaredDifference",
          "Sub",
          "Xdivy",
          "Xlog1py",
          "Xlogy",
          "Equal",
          "NotEqual");
  private static final List<String> MERGING =
      List.of(
          "EluGrad",
          "InvGrad",
          "LeakyReluGrad",
          "ReciprocalGrad",
          "Relu6Grad",
          "ReluGrad",
          "RsqrtGrad",
          "SeluGrad",
          "SigmoidGrad",
          "SoftplusGrad",
          "SoftsignGrad",
          "SqrtGrad",
          "TanhGrad");

  private ElementwiseSweep() {}

  static void addTo(Map<String, Function<Vary, Row>> sweeps) {
    for (String type : UNARY) {
      sweeps.put(type, v -> Row.of(type, v.f(v.dimsOfRank(0, 4))));
    }
    for (String type : BINARY) {
      sweeps.put(
          type,
          v -> {
            long[] dims = v.dimsOfRank(0, 4);
            return Row.of(type, v.f(v.broadcastable(dims)), v.f(v.broadcastable(dims)));
          });
    }
    for (String type : MERGING) {
      sweeps.put(
          type,
          v -> {
            long[] dims = v.dimsOfRank(0, 4);
            return Row.of(type, v.f(dims), v.f(dims));
          });
    }
    for (String type : List.of("LogicalAnd", "LogicalOr")) {
      sweeps.put(
          type,
          v -> {
            long[] dims = v.dimsOfRank(0, 4);
            return Row.of(
                type,
                v.fed(DType.BOOL, v.broadcastable(dims)),
                v.fed(DType.BOOL, v.broadcastable(dims)));
          });
    }
    sweeps.put("LogicalNot", v -> Row.of("LogicalNot", v.fed(DType.BOOL, v.dimsOfRank(0, 3))));
    sweeps.put("Cast", v -> Row.of("Cast", v.f(v.dimsOfRank(0, 3))).attr("DstT", DType.HALF));
    sweeps.put("AddN", v -> Row.of("AddN").list(equalShapes(v)));
    sweeps.put("IdentityN", v -> Row.of("IdentityN").list(equalShapes(v)));
    sweeps.put("ShapeN", v -> Row.of("ShapeN").list(equalShapes(v)));
    sweeps.put(
        "ClipByValue",
        v -> {
          long[] dims = v.dimsOfRank(0, 3);
          return Row.of(
              "ClipByValue",
              v.f(dims),
              v.flip() ? Source.real(0) : v.f(dims),
              v.flip() ? Source.real(1) : v.f(v.broadcastable(dims)));
        });
    sweeps.put("Select", ElementwiseSweep::select);
    sweeps.put(
        "SelectV2",
        v -> {
          long[] dims = v.dimsOfRank(0, 4);
          return Row.of(
              "SelectV2",
              v.fed(DType.BOOL, v.broadcastable(dims)),
              v.f(v.broadcastable(dims)),
              v.f(v.broadcastable(dims)));
        });
    sweeps.put("Bitcast", ElementwiseSweep::bitcast);
    for (String type : List.of("Equal", "NotEqual")) {
      sweeps.put(
          type + " of incompatible shapes",
          v -> {
            long[] dims = v.dimsOfRank(0, 3);
            long[] other = v.chance(0.3) ? v.dimsOfRank(0, 3) : v.broadcastable(dims);
            return Row.of(type, v.f(dims), v.f(other)).attr("incompatible_shape_error", false);
          });
    }
  }

  private static List<Source> equalShapes(Vary v) {
    long[] dims = v.dimsOfRank(0, 4);
    List<Source> sources = new ArrayList<>();
    for (int i = v.between(1, 4); i > 0; i--) {
      sources.add(v.f(dims));
    }
    return sources;
  }

  private static Row select(Vary v) {
    long[] dims = v.dimsOfRank(0, 3);
    long[] condition =
        switch (v.between(0, 3)) {
          case 0 -> new long[0];
          case 1 -> dims.length > 0 ? new long[] {dims[0]} : dims;
          default -> dims;
        };
    return Row.of("Select", v.fed(DType.BOOL, condition), v.f(dims), v.f(dims));
  }

  private static Row bitcast(Vary v) {
    DType from = v.oneOf(DType.FLOAT, DType.INT8, DType.INT16, DType.DOUBLE);
    DType to = v.oneOf(DType.INT32, DType.UINT8, DType.HALF, DType.INT64);
    long[] dims = v.dimsOfRank(0, 3);
    if (dims.length > 0 && from.byteSize() < to.byteSize() && v.chance(0.8)) {
      dims[dims.length - 1] = to.byteSize() / from.byteSize();
    }
    return Row.of("Bitcast", v.fed(from, dims)).attr("type", to);
  }
}
