package io.kerasport.serializers.schedule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.spi.LearningRateSchedule;

/**
 * {@code lr·rate^(t/steps)}, or inverse in time {@code lr / (1 + rate·t/steps)}; in whole steps
 * where {@code staircase} is set.
 */
final class RateDecay implements LearningRateSchedule {
  private final boolean inverse;

  RateDecay(boolean inverse) {
    this.inverse = inverse;
  }

  @Override
  public Operand at(Ops tf, Operand iterations, Config config) {
    Operand progress = tf.div(tf.cast(iterations, DType.FLOAT), config.number("decay_steps"));
    if (config.bool("staircase", false)) {
      progress = tf.unary("Floor", progress);
    }
    Operand initial = tf.scalarLike(progress, config.number("initial_learning_rate"));
    Operand rate = tf.scalarLike(progress, config.number("decay_rate"));
    return inverse
        ? tf.div(initial, tf.add(tf.mul(rate, progress), 1))
        : tf.mul(initial, tf.math().pow(rate, progress));
  }
}
