package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LossCall;

/** Losses that grow with the distance between target y and prediction p. */
final class Errors {
  private static final double EPSILON = 1e-7;
  private static final double SHORTEST_SQUARED = 1e-12;

  private Errors() {}

  /** {@code mean (p - y)²}. */
  static Operand squared(LossCall call) {
    return mean(call, call.ops().square(difference(call)));
  }

  /** {@code mean |p - y|}. */
  static Operand absolute(LossCall call) {
    return mean(call, call.ops().math().abs(difference(call)));
  }

  /** {@code 100 · mean |(y - p) / |y||}. */
  static Operand percentage(LossCall call) {
    Ops tf = call.ops();
    Operand size = atLeastEpsilon(tf, tf.math().abs(call.target()));
    Operand relative = tf.div(tf.sub(call.target(), call.prediction()), size);
    return tf.mul(mean(call, tf.math().abs(relative)), 100);
  }

  /** {@code mean (log (p + 1) - log (y + 1))²}. */
  static Operand logarithmic(LossCall call) {
    Ops tf = call.ops();
    Operand p = tf.math().log(tf.add(atLeastEpsilon(tf, call.prediction()), 1));
    Operand y = tf.math().log(tf.add(atLeastEpsilon(tf, call.target()), 1));
    return mean(call, tf.square(tf.sub(p, y)));
  }

  /** {@code mean log cosh (p - y)}, as {@code x + softplus(-2x) - log 2}. */
  static Operand logCosh(LossCall call) {
    Ops tf = call.ops();
    Operand x = difference(call);
    Operand sum = tf.add(x, tf.nn().softplus(tf.mul(x, -2)));
    return mean(call, tf.sub(sum, Math.log(2)));
  }

  /** Squared up to {@code delta}, linear from there on. */
  static Operand huber(LossCall call) {
    Ops tf = call.ops();
    double delta = call.config().number("delta", 1);
    Operand error = difference(call);
    Operand size = tf.math().abs(error);
    Operand near = tf.mul(tf.square(error), 0.5);
    Operand far = tf.sub(tf.mul(size, delta), 0.5 * delta * delta);
    Operand isNear = tf.math().lessEqual(size, tf.scalarLike(size, delta));
    return mean(call, tf.math().select(isNear, near, far));
  }

  /** {@code -Σ y/|y| · p/|p|}: the cosine of the angle between them, negative. */
  static Operand cosine(LossCall call) {
    return call.ops().neg(cosineOfAngle(call));
  }

  /** {@code Σ y/|y| · p/|p|}. */
  static Operand cosineOfAngle(LossCall call) {
    Ops tf = call.ops();
    int axis = Math.toIntExact(call.config().integer("axis", -1));
    Operand y = unit(call, call.target(), axis);
    Operand p = unit(call, call.prediction(), axis);
    return tf.reduce().sum(tf.mul(y, p), false, axis);
  }

  /** Keras 2 bounds the squared length of a vector from below, Keras 3 the factor from above. */
  private static Operand unit(LossCall call, Operand x, int axis) {
    Ops tf = call.ops();
    Operand squared = tf.reduce().sum(tf.square(x), true, axis);
    if (call.description().isKeras2()) {
      return tf.mul(x, tf.rsqrt(tf.maximum(squared, tf.scalarLike(x, SHORTEST_SQUARED))));
    }
    return tf.mul(x, tf.minimum(tf.rsqrt(squared), tf.scalarLike(x, 1 / EPSILON)));
  }

  /** {@code mean (p - y · log p)}. */
  static Operand poisson(LossCall call) {
    Ops tf = call.ops();
    Operand log = tf.math().log(tf.add(call.prediction(), EPSILON));
    return mean(call, tf.sub(call.prediction(), tf.mul(call.target(), log)));
  }

  /** {@code Σ y · log (y / p)}. */
  static Operand divergence(LossCall call) {
    Ops tf = call.ops();
    Operand y = tf.math().clip(call.target(), EPSILON, 1);
    Operand p = tf.math().clip(call.prediction(), EPSILON, 1);
    return tf.reduce().sum(tf.mul(y, tf.math().log(tf.div(y, p))), false, -1);
  }

  private static Operand difference(LossCall call) {
    return call.ops().sub(call.prediction(), call.target());
  }

  private static Operand atLeastEpsilon(Ops tf, Operand x) {
    return tf.maximum(x, tf.scalarLike(x, EPSILON));
  }

  private static Operand mean(LossCall call, Operand x) {
    return call.ops().reduce().mean(x, false, -1);
  }
}
