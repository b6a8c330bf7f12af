package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LossCall;
import java.util.stream.IntStream;

/**
 * Losses that are small where prediction p and target y overlap. They are summed over the axes in
 * {@code axis}; over all of them, the batch included, if none is stated.
 */
final class Overlaps {
  private static final double EPSILON = 1e-7;

  private Overlaps() {}

  /** {@code 1 - 2 · Σ yp / (Σ y + Σ p)}. */
  static Operand dice(LossCall call) {
    Ops tf = call.ops();
    Operand y = call.target();
    Operand p = call.prediction();
    Operand sizes = tf.add(tf.add(sum(call, y), sum(call, p)), EPSILON);
    Operand overlap = tf.div(tf.mul(sum(call, tf.mul(y, p)), 2), sizes);
    return tf.sub(tf.scalarLike(overlap, 1), overlap);
  }

  /** {@code 1 - Σ yp / (Σ yp + α · Σ (1 - p)y + β · Σ p(1 - y))}. */
  static Operand tversky(LossCall call) {
    Ops tf = call.ops();
    Operand y = call.target();
    Operand p = call.prediction();
    Operand both = sum(call, tf.mul(y, p));
    Operand onlyTarget = sum(call, tf.mul(tf.sub(tf.scalarLike(p, 1), p), y));
    Operand onlyPrediction = sum(call, tf.mul(p, tf.sub(tf.scalarLike(y, 1), y)));
    Operand others =
        tf.add(
            tf.mul(onlyTarget, call.config().number("alpha", 0.5)),
            tf.mul(onlyPrediction, call.config().number("beta", 0.5)));
    Operand overlap = tf.div(both, tf.add(tf.add(both, others), EPSILON));
    return tf.sub(tf.scalarLike(overlap, 1), overlap);
  }

  private static Operand sum(LossCall call, Operand x) {
    int[] axes =
        call.config().has("axis")
            ? call.config().integers("axis").stream().mapToInt(Math::toIntExact).toArray()
            : IntStream.range(0, x.shape().rank()).toArray();
    return call.ops().reduce().sum(x, false, axes);
  }
}
