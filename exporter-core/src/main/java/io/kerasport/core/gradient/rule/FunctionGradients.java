package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.unary;
import static java.util.Map.entry;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Functions y = f(x) of single numbers: dx = dy f'(x). */
final class FunctionGradients {
  private static final double SQRT_PI = Math.sqrt(Math.PI);

  private FunctionGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Neg", unary((tf, dy, x, y) -> tf.neg(dy))),
        // |x|' = sign x, which is 0 at 0
        entry("Abs", unary((tf, dy, x, y) -> tf.mul(dy, tf.math().sign(x)))),
        entry("Square", unary((tf, dy, x, y) -> tf.mul(dy, tf.mul(x, 2)))),
        // 1 / (2 y), in one kernel
        entry("Sqrt", unary((tf, dy, x, y) -> tf.binary("SqrtGrad", y, dy))),
        // -y³ / 2
        entry("Rsqrt", unary((tf, dy, x, y) -> tf.binary("RsqrtGrad", y, dy))),
        // -y²
        entry("Reciprocal", unary((tf, dy, x, y) -> tf.binary("ReciprocalGrad", y, dy))),
        entry("Inv", unary((tf, dy, x, y) -> tf.binary("ReciprocalGrad", y, dy))),
        entry("Exp", unary((tf, dy, x, y) -> tf.mul(dy, y))),
        entry("Expm1", unary((tf, dy, x, y) -> tf.mul(dy, tf.math().exp(x)))),
        entry("Log", unary((tf, dy, x, y) -> tf.div(dy, x))),
        entry("Log1p", unary((tf, dy, x, y) -> tf.div(dy, tf.add(x, 1)))),
        entry("Sin", unary((tf, dy, x, y) -> tf.mul(dy, tf.unary("Cos", x)))),
        entry("Cos", unary((tf, dy, x, y) -> tf.mul(dy, tf.neg(tf.unary("Sin", x))))),
        // 1 + tan² x
        entry("Tan", unary((tf, dy, x, y) -> tf.mul(dy, tf.add(tf.square(y), 1)))),
        // 1 / √(1 - x²)
        entry(
            "Asin",
            unary(
                (tf, dy, x, y) -> tf.div(dy, tf.sqrt(tf.sub(tf.scalarLike(x, 1), tf.square(x)))))),
        entry(
            "Acos",
            unary(
                (tf, dy, x, y) ->
                    tf.neg(tf.div(dy, tf.sqrt(tf.sub(tf.scalarLike(x, 1), tf.square(x))))))),
        entry("Atan", unary((tf, dy, x, y) -> tf.div(dy, tf.add(tf.square(x), 1)))),
        entry("Sinh", unary((tf, dy, x, y) -> tf.mul(dy, tf.unary("Cosh", x)))),
        entry("Cosh", unary((tf, dy, x, y) -> tf.mul(dy, tf.unary("Sinh", x)))),
        // 1 - tanh² x
        entry("Tanh", unary((tf, dy, x, y) -> tf.binary("TanhGrad", y, dy))),
        // 1 / √(x² + 1) = 1 / cosh y
        entry("Asinh", unary((tf, dy, x, y) -> tf.div(dy, tf.unary("Cosh", y)))),
        // 1 / √(x² - 1) = 1 / sinh y
        entry("Acosh", unary((tf, dy, x, y) -> tf.div(dy, tf.unary("Sinh", y)))),
        entry(
            "Atanh",
            unary((tf, dy, x, y) -> tf.div(dy, tf.sub(tf.scalarLike(x, 1), tf.square(x))))),
        // 2 / √π exp(-x²)
        entry(
            "Erf",
            unary(
                (tf, dy, x, y) ->
                    tf.mul(dy, tf.mul(tf.math().exp(tf.neg(tf.square(x))), 2 / SQRT_PI)))),
        entry(
            "Erfc",
            unary(
                (tf, dy, x, y) ->
                    tf.mul(dy, tf.mul(tf.math().exp(tf.neg(tf.square(x))), -2 / SQRT_PI)))),
        // √π / 2 exp(y²)
        entry(
            "Erfinv",
            unary((tf, dy, x, y) -> tf.mul(dy, tf.mul(tf.math().exp(tf.square(y)), SQRT_PI / 2)))),
        // √(2π) exp(y² / 2)
        entry(
            "Ndtri",
            unary(
                (tf, dy, x, y) ->
                    tf.mul(
                        dy,
                        tf.mul(tf.math().exp(tf.mul(tf.square(y), 0.5)), Math.sqrt(2 * Math.PI))))),
        entry("Lgamma", unary((tf, dy, x, y) -> tf.mul(dy, tf.unary("Digamma", x)))),
        entry("Digamma", unary(FunctionGradients::digamma)));
  }

  /** The trigamma function, which has kernels for float32 and float64 only. */
  private static Operand digamma(Ops tf, Operand dy, Operand x, Operand y) {
    Operand wide = x.dtype() == DType.DOUBLE ? x : tf.cast(x, DType.FLOAT);
    Operand trigamma = tf.binary("Polygamma", tf.scalarLike(wide, 1), wide);
    return tf.mul(dy, tf.cast(trigamma, x.dtype()));
  }
}
