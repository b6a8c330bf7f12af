package io.kerasport.integration.gradient;

import static io.kerasport.integration.gradient.GradientCase.op;

import io.kerasport.graph.Attr;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.stream.Stream;

/** Functions of elements, and choices between them. */
final class ElementRows {
  private ElementRows() {}

  static Stream<GradientCase> rows() {
    return Stream.of(functions(), arithmetic(), activations(), choices(), passing())
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
            op("Softmax").note("of more axes").x(2, 3, 4),
            op("LogSoftmax").x(3, 4),
            op("LogSoftmax").note("of more axes").x(2, 3, 4).wrongInTensorFlow()));
  }

  private static Stream<GradientCase> choices() {
    return Stream.of(
        op("Select")
            .fed(DType.BOOL, Shape.of(3, 4), 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0)
            .x(3, 4)
            .x(3, 4),
        op("Select").note("rows").fed(DType.BOOL, Shape.of(3), 1, 0, 1).x(3, 4).x(3, 4),
        op("SelectV2")
            .fed(DType.BOOL, Shape.of(3, 4), 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1, 0)
            .x(3, 4)
            .x(3, 4),
        op("SelectV2").note("broadcast").fed(DType.BOOL, Shape.of(3, 1), 1, 0, 1).x(4).x(2, 1, 1),
        op("ClipByValue").x(3, 4).values(Shape.scalar(), -0.7).values(Shape.scalar(), 0.6),
        op("ClipByValue").note("elements").x(3, 4).within(-0.8, -0.4, 3, 4).within(0.4, 0.8, 3, 4));
  }

  private static Stream<GradientCase> passing() {
    return Stream.of(
        op("Identity").x(3, 4),
        op("IdentityN").x(3, 4).x(2).list(2),
        op("Snapshot").x(3, 4),
        op("PlaceholderWithDefault").x(3, 4).attr("shape", Attr.of(Shape.of(3, 4))),
        op("EnsureShape").x(3, 4).attr("shape", Attr.of(Shape.of(3, 4))),
        op("CheckNumerics").x(3, 4).attr("message", "not finite"),
        op("Cast").note("narrower").x(3, 4).attr("DstT", Attr.of(DType.FLOAT)).types(DType.FLOAT),
        op("Cast").note("to half").x(3, 4).attr("DstT", Attr.of(DType.HALF)).types(DType.HALF),
        op("AddN").x(3, 4).x(3, 4).x(3, 4).list(3));
  }
}
