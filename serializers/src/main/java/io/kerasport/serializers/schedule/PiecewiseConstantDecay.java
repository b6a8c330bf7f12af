package io.kerasport.serializers.schedule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.spi.LearningRateSchedule;
import java.util.List;

/** One value up to and with the first boundary, the next up to the second, and so on. */
final class PiecewiseConstantDecay implements LearningRateSchedule {
  @Override
  public Operand at(Ops tf, Operand iterations, Config config) {
    List<Double> boundaries = config.numbers("boundaries");
    List<Double> values = config.numbers("values");
    Operand step = tf.cast(iterations, DType.FLOAT);
    Operand rate = tf.scalarLike(step, values.get(boundaries.size()));
    for (int i = boundaries.size() - 1; i >= 0; i--) {
      Operand isBefore = tf.math().lessEqual(step, tf.scalarLike(step, boundaries.get(i)));
      rate = tf.math().select(isBefore, tf.scalarLike(step, values.get(i)), rate);
    }
    return rate;
  }
}
