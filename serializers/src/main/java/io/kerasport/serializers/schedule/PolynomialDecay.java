package io.kerasport.serializers.schedule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.spi.LearningRateSchedule;

/**
 * {@code (lr − end)(1 − t/steps)^power + end}; beyond the last step the end, or with {@code cycle}
 * as if there were more steps, a multiple of them.
 */
final class PolynomialDecay implements LearningRateSchedule {
  @Override
  public Operand at(Ops tf, Operand iterations, Config config) {
    double end = config.number("end_learning_rate", 1e-4);
    Operand step = tf.cast(iterations, DType.FLOAT);
    Operand steps = tf.scalarLike(step, config.number("decay_steps"));
    if (config.bool("cycle", false)) {
      Operand rounds = tf.unary("Ceil", tf.div(step, steps));
      Operand isFirst =
          tf.graph().node("Equal").input(step).input(tf.scalarLike(step, 0)).buildOutput();
      steps = tf.mul(steps, tf.math().select(isFirst, tf.scalarLike(step, 1), rounds));
    } else {
      step = tf.minimum(step, steps);
    }
    Operand left = tf.sub(tf.scalarLike(step, 1), tf.div(step, steps));
    Operand raised = tf.math().pow(left, config.number("power", 1));
    return tf.add(tf.mul(raised, config.number("initial_learning_rate") - end), end);
  }
}
