package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import org.jspecify.annotations.Nullable;

/**
 * Mean and variance of parts of a tensor, in shapes that broadcast with it.
 *
 * @param mean the mean of each part
 * @param variance the variance of each part's elements
 */
record Moments(Operand mean, Operand variance) {
  /** Those of all elements along some axes. */
  static Moments of(Ops root, Operand x, int... axes) {
    Ops tf = root.withScope("moments");
    Operand mean = tf.reduce().mean(x, true, axes);
    Operand difference = tf.sub(x, tf.unary("StopGradient", mean));
    return new Moments(mean, tf.reduce().mean(tf.square(difference), true, axes));
  }

  /**
   * Those of all elements along some axes, each as often as its weight says.
   *
   * @param weights has the shape of x
   */
  static Moments of(Ops root, Operand x, Operand weights, int... axes) {
    Ops tf = root.withScope("moments");
    Operand count = tf.reduce().sum(weights, true, axes);
    Operand mean = tf.div(tf.reduce().sum(tf.mul(x, weights), true, axes), count);
    Operand squares = tf.square(tf.sub(x, mean));
    return new Moments(mean, tf.div(tf.reduce().sum(tf.mul(squares, weights), true, axes), count));
  }

  /**
   * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta}.
   *
   * @param gamma broadcasts with x; null for ones
   * @param beta broadcasts with x; null for zeros
   */
  Operand normalize(
      Ops root, Operand x, @Nullable Operand gamma, @Nullable Operand beta, double epsilon) {
    Ops tf = root.withScope("batchnorm");
    Operand inv = tf.rsqrt(tf.add(variance, epsilon));
    if (gamma != null) {
      inv = tf.mul(inv, gamma);
    }
    Operand shift = tf.mul(mean, inv);
    return tf.add(tf.mul(x, inv), beta == null ? tf.neg(shift) : tf.sub(beta, shift));
  }
}
