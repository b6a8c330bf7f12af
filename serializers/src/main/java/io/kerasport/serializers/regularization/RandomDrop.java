package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;

/** Zero with a given probability, otherwise enlarged so that the mean stays. */
public final class RandomDrop {
  private RandomDrop() {}

  /**
   * Adds the ops.
   *
   * @param noiseShape the shape of the random numbers, an int32 vector; they broadcast with x
   * @param rate the probability of zero, below 1
   * @param seed fixes the sequence of numbers; 0 leaves it open
   */
  public static Operand of(Ops tf, Operand x, Operand noiseShape, double rate, long seed) {
    Operand noise = tf.random().uniform(noiseShape, x.dtype(), seed);
    Operand kept = tf.math().greaterEqual(noise, tf.scalarLike(noise, rate));
    return tf.math().select(kept, tf.mul(x, 1 / (1 - rate)), tf.scalarLike(x, 0));
  }
}
