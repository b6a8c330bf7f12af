package io.kerasport.serializers.schedule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.spi.LearningRateSchedule;

/**
 * {@code lr·((1 − α)·½(1 + cos(π·t/steps)) + α)}, after a linear warm-up where a target for it is
 * set.
 */
final class CosineDecay implements LearningRateSchedule {
  @Override
  public Operand at(Ops tf, Operand iterations, Config config) {
    double initial = config.number("initial_learning_rate");
    double steps = config.number("decay_steps");
    Operand step = tf.cast(iterations, DType.FLOAT);
    if (!config.has("warmup_target")) {
      return decayed(tf, tf.minimum(step, tf.scalarLike(step, steps)), initial, config);
    }
    double warmup = config.number("warmup_steps", 0);
    double target = config.number("warmup_target");
    Operand bounded = tf.minimum(step, tf.scalarLike(step, steps + warmup));
    Operand rising = tf.add(tf.mul(tf.div(bounded, warmup), target - initial), initial);
    Operand falling = decayed(tf, tf.sub(bounded, warmup), target, config);
    Operand isWarmup = tf.math().less(bounded, tf.scalarLike(step, warmup));
    return tf.math().select(isWarmup, rising, falling);
  }

  private static Operand decayed(Ops tf, Operand step, double from, Config config) {
    double alpha = config.number("alpha", 0);
    Operand done = tf.div(step, config.number("decay_steps"));
    Operand cosine = tf.unary("Cos", tf.mul(done, Math.PI));
    return tf.mul(tf.add(tf.mul(tf.add(cosine, 1), 0.5 * (1 - alpha)), alpha), from);
  }
}
