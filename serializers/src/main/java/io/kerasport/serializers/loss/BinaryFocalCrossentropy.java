package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;

/**
 * The binary cross-entropy times {@code (1 - q)^γ}, where q is the probability of what is right:
 * what is easy counts less.
 */
final class BinaryFocalCrossentropy implements Loss {
  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    Operand y = Probabilities.smoothedBinary(call);
    Operand one = tf.scalarLike(y, 1);
    Operand p =
        call.config().bool("from_logits", false)
            ? tf.math().sigmoid(call.prediction())
            : call.prediction();
    Operand right = tf.add(tf.mul(y, p), tf.mul(tf.sub(one, y), tf.sub(one, p)));
    Operand difficulty = tf.math().pow(tf.sub(one, right), call.config().number("gamma", 2));
    Operand focal = tf.mul(difficulty, BinaryCrossentropy.elements(call, y));
    if (call.config().bool("apply_class_balancing", false)) {
      double alpha = call.config().number("alpha", 0.25);
      Operand balance = tf.add(tf.mul(y, alpha), tf.mul(tf.sub(one, y), 1 - alpha));
      focal = tf.mul(balance, focal);
    }
    return tf.reduce().mean(focal, false, Probabilities.axis(call));
  }
}
