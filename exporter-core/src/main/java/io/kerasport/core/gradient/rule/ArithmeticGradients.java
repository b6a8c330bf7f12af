package io.kerasport.core.gradient.rule;

import static java.util.Map.entry;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Functions z = f(x, y) of two tensors that broadcast against each other; dz arrives. */
final class ArithmeticGradients {
  private ArithmeticGradients() {}

  /** The gradient of one input, in the shape of z. */
  @FunctionalInterface
  interface Binary {
    Operand of(Ops tf, Operand dz, Operand x, Operand y);
  }

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Add", binary((tf, dz, x, y) -> dz, (tf, dz, x, y) -> dz)),
        entry("AddV2", binary((tf, dz, x, y) -> dz, (tf, dz, x, y) -> dz)),
        entry("Sub", binary((tf, dz, x, y) -> dz, (tf, dz, x, y) -> tf.neg(dz))),
        entry("Mul", binary((tf, dz, x, y) -> tf.mul(dz, y), (tf, dz, x, y) -> tf.mul(dz, x))),
        entry("Div", quotient()),
        entry("RealDiv", quotient()),
        entry("DivNoNan", quotientWithoutNan()),
        entry("MulNoNan", productWithoutNan()),
        entry("SquaredDifference", squaredDifference()),
        entry("Maximum", larger("GreaterEqual")),
        entry("Minimum", larger("LessEqual")),
        entry("Pow", power()),
        entry("FloorMod", remainder()),
        entry("Atan2", angle()),
        entry("Xlogy", xLogY()),
        entry("Xlog1py", xLog1pY()),
        entry("Xdivy", xDivY()));
  }

  /** A rule of two formulas, each summed to the shape of its input. */
  private static GradientRule binary(Binary dx, Binary dy) {
    return call -> {
      BroadcastSum sum = new BroadcastSum(call.ops(), call.input(0), call.input(1));
      return Formulas.gradients(
          call, (tf, op) -> sum.toX(apply(dx, op)), (tf, op) -> sum.toY(apply(dy, op)));
    };
  }

  private static Operand apply(Binary formula, GradientCall op) {
    return formula.of(op.ops(), op.gradient(), op.input(0), op.input(1));
  }

  /** dx = dz / y, dy = -dz x / y². */
  private static GradientRule quotient() {
    return binary(
        (tf, dz, x, y) -> tf.div(dz, y),
        (tf, dz, x, y) -> tf.mul(dz, tf.div(tf.div(tf.neg(x), y), y)));
  }

  /** As a quotient, but 0 where y is 0. */
  private static GradientRule quotientWithoutNan() {
    return binary(
        (tf, dz, x, y) -> tf.binary("DivNoNan", dz, y),
        (tf, dz, x, y) ->
            tf.mul(dz, tf.binary("DivNoNan", tf.binary("DivNoNan", tf.neg(x), y), y)));
  }

  /** As a product, but 0 where the second factor is 0, whatever the first one is. */
  private static GradientRule productWithoutNan() {
    return binary(
        (tf, dz, x, y) -> tf.binary("MulNoNan", dz, y),
        (tf, dz, x, y) -> tf.binary("MulNoNan", x, dz));
  }

  /** z = (x - y)²: dx = 2 dz (x - y), dy = -dx. */
  private static GradientRule squaredDifference() {
    return binary(
        (tf, dz, x, y) -> tf.mul(tf.mul(dz, 2), tf.sub(x, y)),
        (tf, dz, x, y) -> tf.mul(tf.mul(dz, 2), tf.sub(y, x)));
  }

  /** The chosen input gets everything, x where both are equal. */
  private static GradientRule larger(String choosesX) {
    return binary(
        (tf, dz, x, y) -> tf.math().select(tf.binary(choosesX, x, y), dz, tf.scalarLike(dz, 0)),
        (tf, dz, x, y) -> tf.math().select(tf.binary(choosesX, x, y), tf.scalarLike(dz, 0), dz));
  }

  /**
   * dx = dz y x^(y-1), dy = dz x^y ln x.
   *
   * <p>ln x counts as 0 where x is not positive, so that integer powers of negative numbers pass a
   * gradient to x and none to y.
   */
  private static GradientRule power() {
    return binary(
        (tf, dz, x, y) -> tf.mul(dz, tf.mul(y, tf.math().pow(x, tf.sub(y, 1)))),
        (tf, dz, x, y) -> {
          Operand positive = tf.math().greater(x, tf.scalarLike(x, 0));
          Operand safe = tf.math().select(positive, x, tf.scalarLike(x, 1));
          Operand logarithm = tf.math().select(positive, tf.math().log(safe), tf.scalarLike(x, 0));
          return tf.mul(dz, tf.mul(tf.math().pow(x, y), logarithm));
        });
  }

  /** z = x - y floor(x / y): dx = dz, dy = -dz floor(x / y). */
  private static GradientRule remainder() {
    return binary(
        (tf, dz, x, y) -> dz, (tf, dz, x, y) -> tf.mul(dz, tf.neg(tf.binary("FloorDiv", x, y))));
  }

  /** The angle of the point (y, x): its first argument gets dz y / (x² + y²). */
  private static GradientRule angle() {
    return binary(
        (tf, dz, x, y) -> tf.mul(dz, tf.div(y, tf.add(tf.square(x), tf.square(y)))),
        (tf, dz, x, y) -> tf.mul(dz, tf.div(tf.neg(x), tf.add(tf.square(x), tf.square(y)))));
  }

  /** z = x ln y, 0 where x is 0: dx = dz ln y where x is not 0, dy = dz x / y. */
  private static GradientRule xLogY() {
    return binary(
        (tf, dz, x, y) -> tf.mul(dz, tf.binary("Xlogy", isNotZero(tf, x), y)),
        (tf, dz, x, y) -> tf.mul(dz, tf.binary("Xdivy", x, y)));
  }

  /** z = x ln(1 + y), 0 where x is 0. */
  private static GradientRule xLog1pY() {
    return binary(
        (tf, dz, x, y) -> tf.mul(dz, tf.binary("Xlog1py", isNotZero(tf, x), y)),
        (tf, dz, x, y) -> tf.mul(dz, tf.binary("Xdivy", x, tf.add(y, 1))));
  }

  /** z = x / y, 0 where x is 0. */
  private static GradientRule xDivY() {
    return binary(
        (tf, dz, x, y) -> tf.mul(dz, tf.binary("Xdivy", isNotZero(tf, x), y)),
        (tf, dz, x, y) -> tf.mul(dz, tf.binary("Xdivy", tf.neg(x), tf.square(y))));
  }

  /** 1 where x is not 0, else 0. */
  private static Operand isNotZero(Ops tf, Operand x) {
    return tf.cast(tf.binary("NotEqual", x, tf.scalarLike(x, 0)), x.dtype());
  }
}
