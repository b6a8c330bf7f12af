package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.KerasGeneration;

/** An activation function, bound by the name Keras gives it. */
@FunctionalInterface
public interface Activation {
  /**
   * Adds the ops of the function.
   *
   * @param tf makes nodes
   * @param x the input, of any shape
   * @param generation the Keras whose definition holds
   * @return the output
   */
  Operand apply(Ops tf, Operand x, KerasGeneration generation);
}
