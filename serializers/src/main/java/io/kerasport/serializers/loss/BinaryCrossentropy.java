package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import java.util.Optional;

/** {@code -mean (y · log p + (1 - y) · log (1 - p))}. */
final class BinaryCrossentropy implements Loss {
  @Override
  public Operand perSample(LossCall call) {
    Operand y = Probabilities.smoothedBinary(call);
    return call.ops().reduce().mean(elements(call, y), false, Probabilities.axis(call));
  }

  /** The cross-entropy of every element. */
  static Operand elements(LossCall call, Operand y) {
    Optional<Operand> logits = Probabilities.logits(call);
    return logits.isPresent()
        ? fromLogits(call.ops(), logits.get(), y)
        : fromProbabilities(call, call.prediction(), y);
  }

  /** Keras 2 adds an epsilon after clipping as well. */
  static Operand fromProbabilities(LossCall call, Operand prediction, Operand y) {
    Ops tf = call.ops();
    double epsilon = call.description().isKeras2() ? Probabilities.EPSILON : 0;
    Operand p = Probabilities.clip(tf, prediction);
    Operand one = tf.scalarLike(p, 1);
    Operand positive = tf.mul(y, log(tf, p, epsilon));
    Operand negative = tf.mul(tf.sub(one, y), log(tf, tf.sub(one, p), epsilon));
    return tf.neg(tf.add(positive, negative));
  }

  private static Operand log(Ops tf, Operand x, double epsilon) {
    return tf.math().log(epsilon == 0 ? x : tf.add(x, epsilon));
  }

  /**
   * {@code max(x, 0) - x · y + log (1 + exp (-|x|))}, which never overflows. The choices, rather
   * than a maximum and an absolute value, give the right gradient at 0.
   */
  private static Operand fromLogits(Ops tf, Operand x, Operand y) {
    Operand isPositive = tf.math().greaterEqual(x, tf.zerosLike(x));
    Operand positive = tf.math().select(isPositive, x, tf.zerosLike(x));
    Operand minusSize = tf.math().select(isPositive, tf.neg(x), x);
    Operand rest = tf.unary("Log1p", tf.math().exp(minusSize));
    return tf.add(tf.sub(positive, tf.mul(x, y)), rest);
  }
}
