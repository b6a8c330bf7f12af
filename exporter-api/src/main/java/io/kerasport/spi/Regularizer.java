package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;

/** A penalty on the size of a tensor, bound by the names Keras gives it. */
@FunctionalInterface
public interface Regularizer {
  /**
   * Adds the ops of the penalty.
   *
   * @return a scalar that is added to the loss
   */
  Operand penalty(Ops tf, Operand x, Config config);
}
