package io.kerasport.serializers.schedule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.spi.LearningRateSchedule;

/**
 * Cosine decay that starts anew, each time over {@code t_mul} times as many steps and from {@code
 * m_mul} times the rate.
 */
final class CosineDecayRestarts implements LearningRateSchedule {
  @Override
  public Operand at(Ops tf, Operand iterations, Config config) {
    double longer = config.number("t_mul", 2);
    double lower = config.number("m_mul", 1);
    double alpha = config.number("alpha", 0);
    Operand done = tf.div(tf.cast(iterations, DType.FLOAT), config.number("first_decay_steps"));
    Operand restarts;
    Operand rest;
    if (longer == 1) {
      restarts = tf.unary("Floor", done);
      rest = tf.sub(done, restarts);
    } else {
      Operand one = tf.scalarLike(done, 1);
      Operand base = tf.scalarLike(done, longer);
      Operand growth = tf.sub(one, tf.mul(done, 1 - longer));
      restarts = tf.unary("Floor", tf.div(tf.math().log(growth), tf.math().log(base)));
      Operand scale = tf.math().pow(base, restarts);
      Operand before = tf.div(tf.sub(one, scale), 1 - longer);
      rest = tf.div(tf.sub(done, before), scale);
    }
    Operand height = tf.math().pow(tf.scalarLike(done, lower), restarts);
    Operand cosine = tf.unary("Cos", tf.mul(rest, Math.PI));
    Operand decayed = tf.mul(tf.mul(height, tf.add(cosine, 1)), 0.5 * (1 - alpha));
    return tf.mul(tf.add(decayed, alpha), config.number("initial_learning_rate"));
  }
}
