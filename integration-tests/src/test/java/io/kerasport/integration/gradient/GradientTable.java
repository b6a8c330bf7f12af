package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.GradientCase.op;

import io.kerasport.graph.Attr;
import io.kerasport.model.DType;
import java.util.stream.Stream;

/** All rows. */
final class GradientTable {
  private GradientTable() {}

  static Stream<GradientCase> rows() {
    return Stream.of(functions(), arithmetic(), activations(), matrices(), reductions())
        .flatMap(rows -> rows);
  }

  private static Stream<GradientCase> functions() {
    return Stream.of(
        op("Neg").x(3, 4),
        op("Abs").x(3, 4),
        op("Square").x(3, 4),
        op("Sqrt").within(0.2, 3, 3, 4),
        op("Rsqrt").within(0.2, 3, 3, 4),
        op("Reciprocal").x(3, 4),
        op("Inv").x(3, 4),
        op("Exp").x(3, 4),
        op("Expm1").x(3, 4),
        op("Log").within(0.2, 3, 3, 4),
        op("Log1p").within(-0.5, 3, 3, 4),
        op("Sin").x(3, 4),
        op("Cos").x(3, 4),
        op("Tan").within(-1, 1, 3, 4),
        op("Asin").within(-0.9, 0.9, 3, 4),
        op("Acos").within(-0.9, 0.9, 3, 4),
        op("Atan").x(3, 4),
        op("Sinh").x(3, 4),
        op("Cosh").x(3, 4),
        op("Tanh").x(3, 4),
        op("Asinh").x(3, 4),
        op("Acosh").within(1.2, 3, 3, 4),
        op("Atanh").within(-0.9, 0.9, 3, 4),
        op("Erf").x(3, 4),
        op("Erfc").x(3, 4),
        op("Erfinv").within(-0.9, 0.9, 3, 4).types(DType.DOUBLE, DType.FLOAT),
        op("Ndtri").within(0.1, 0.9, 3, 4).types(DType.DOUBLE, DType.FLOAT),
        op("Lgamma").within(0.2, 3, 3, 4).types(DType.DOUBLE, DType.FLOAT, DType.HALF),
        op("Digamma").within(0.2, 3, 3, 4).types(DType.DOUBLE, DType.FLOAT, DType.HALF));
  }

  private static Stream<GradientCase> arithmetic() {
    Stream<GradientCase> both =
        Stream.of(
                "Add",
                "AddV2",
                "Sub",
                "Mul",
                "Div",
                "RealDiv",
                "SquaredDifference",
                "DivNoNan",
                "MulNoNan")
            .flatMap(
                type ->
                    Stream.of(
                        op(type).x(3, 4).x(3, 4),
                        op(type).note("by a scalar").x(3, 4).x(),
                        op(type).note("in both directions").x(2, 1, 4).x(3, 1)));
    return Stream.concat(
        both,
        Stream.of(
            op("Maximum").distinct(3, 4).x(4),
            op("Minimum").distinct(3, 4).x(4),
            op("Pow").within(0.3, 2, 3, 4).x(4),
            op("FloorMod").within(2.1, 2.9, 3, 4).within(0.71, 0.79, 4),
            op("Atan2").x(3, 4).x(3, 4).types(DType.DOUBLE, DType.FLOAT),
            op("Atan2")
                .note("broadcast")
                .x(3, 4)
                .x(4)
                .types(DType.DOUBLE, DType.FLOAT)
                .wrongInTensorFlow(),
            op("Xlogy").x(3, 4).within(0.3, 2, 4),
            op("Xlog1py").x(3, 4).within(0.3, 2, 4),
            op("Xdivy").x(3, 4).x(4)));
  }

  private static Stream<GradientCase> activations() {
    return Stream.concat(
        Stream.of("Relu", "Relu6", "Elu", "Selu", "Softplus", "Softsign", "Sigmoid")
            .map(type -> op(type).x(3, 4)),
        Stream.of(
            op("LeakyRelu").x(3, 4),
            op("LeakyRelu").note("alpha").x(3, 4).attr("alpha", Attr.of(0.3f)),
            op("Softmax").x(3, 4),
            op("LogSoftmax").x(3, 4)));
  }

  private static Stream<GradientCase> matrices() {
    return Stream.of(
        op("MatMul").x(2, 3).x(3, 4),
        op("MatMul").note("aT").x(3, 2).x(3, 4).attr("transpose_a", Attr.of(true)),
        op("MatMul").note("bT").x(2, 3).x(4, 3).attr("transpose_b", Attr.of(true)),
        op("MatMul")
            .note("aT bT")
            .x(3, 2)
            .x(4, 3)
            .attr("transpose_a", Attr.of(true))
            .attr("transpose_b", Attr.of(true)),
        op("BatchMatMul").x(2, 2, 3).x(2, 3, 2),
        op("BatchMatMulV2").x(2, 2, 3).x(2, 3, 2),
        op("BatchMatMulV2").note("broadcast").x(2, 1, 2, 3).x(3, 3, 2),
        op("BatchMatMulV2").note("one matrix").x(2, 3, 2, 3).x(3, 2),
        op("BatchMatMulV2").note("adj_x").x(2, 3, 2).x(2, 3, 2).attr("adj_x", Attr.of(true)),
        op("BatchMatMulV2").note("adj_y").x(2, 2, 3).x(2, 2, 3).attr("adj_y", Attr.of(true)),
        op("BiasAdd").x(2, 3, 4).x(4),
        op("BiasAdd").note("NCHW").x(2, 3, 2, 2).x(3).attr("data_format", Attr.of("NCHW")));
  }

  private static Stream<GradientCase> reductions() {
    return Stream.of("Sum", "Mean", "Max", "Min", "EuclideanNorm")
        .flatMap(
            type ->
                Stream.of(
                    op(type).distinct(2, 3, 4).ints(1),
                    op(type).note("two axes").distinct(2, 3, 4).ints(0, -1),
                    op(type).note("all axes").distinct(2, 3, 4).ints(0, 1, 2),
                    op(type)
                        .note("keeping")
                        .distinct(2, 3, 4)
                        .ints(1)
                        .attr("keep_dims", Attr.of(true)),
                    op(type).note("no axes").distinct(2, 3).ints(),
                    op(type)
                        .note("axes fed")
                        .distinct(2, 3, 4)
                        .fed(DType.INT32, io.kerasport.model.Shape.of(2), 0, -1)));
  }
}
