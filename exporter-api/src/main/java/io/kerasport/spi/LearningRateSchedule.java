package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;

/** A learning rate that depends on the number of steps done, bound by its Keras class name. */
@FunctionalInterface
public interface LearningRateSchedule {
  /**
   * Adds the ops of the schedule.
   *
   * @param iterations steps done so far, a scalar of int64
   * @return the learning rate, a float32 scalar
   */
  Operand at(Ops tf, Operand iterations, Config config);
}
