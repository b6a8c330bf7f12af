package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;

/** A projection of a weight after each training step, bound by the names Keras gives it. */
@FunctionalInterface
public interface Constraint {
  /**
   * Adds the ops of the projection.
   *
   * @return the weight that fulfils the constraint, of the same shape
   */
  Operand project(Ops tf, Operand weight, Config config);
}
