package io.kerasport.serializers.loss;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LossCall;
import java.util.stream.IntStream;

/** Losses that are zero once prediction p is on the right side of a margin. */
final class Hinges {
  private Hinges() {}

  /** {@code mean max(1 - y · p, 0)}. */
  static Operand hinge(LossCall call) {
    return call.ops().reduce().mean(margins(call), false, -1);
  }

  /** {@code mean max(1 - y · p, 0)²}. */
  static Operand squaredHinge(LossCall call) {
    return call.ops().reduce().mean(call.ops().square(margins(call)), false, -1);
  }

  /** {@code max(max (1 - y) · p - Σ y · p + 1, 0)}. */
  static Operand categoricalHinge(LossCall call) {
    Ops tf = call.ops();
    Operand y = call.target();
    Operand p = call.prediction();
    Operand positive = tf.reduce().sum(tf.mul(y, p), false, -1);
    Operand negative = tf.reduce().max(tf.mul(tf.sub(tf.scalarLike(y, 1), y), p), false, -1);
    Operand margin = tf.add(tf.sub(negative, positive), 1);
    return tf.maximum(margin, tf.scalarLike(margin, 0));
  }

  private static Operand margins(LossCall call) {
    Ops tf = call.ops();
    Operand product = tf.mul(signs(tf, call.target()), call.prediction());
    Operand margin = tf.sub(tf.scalarLike(product, 1), product);
    return tf.maximum(margin, tf.scalarLike(margin, 0));
  }

  /** Labels 0 and 1 as -1 and 1; labels among which there is another number as they are. */
  private static Operand signs(Ops tf, Operand y) {
    Operand zeroOrOne = tf.math().logicalOr(equal(tf, y, 0), equal(tf, y, 1));
    Operand areBinary =
        tf.reduce().all(zeroOrOne, false, IntStream.range(0, y.shape().rank()).toArray());
    return tf.math().select(areBinary, tf.sub(tf.mul(y, 2), 1), y);
  }

  private static Operand equal(Ops tf, Operand x, double value) {
    return tf.graph()
        .node("Equal")
        .input(x)
        .input(tf.scalarLike(x, value))
        .attr("incompatible_shape_error", Attr.of(true))
        .buildOutput();
  }
}
