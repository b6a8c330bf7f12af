package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;

/** The gradient of one input of an op. */
@FunctionalInterface
interface Partial {
  /**
   * Adds the nodes of the gradient.
   *
   * @param tf makes them
   * @param op the node that is differentiated
   */
  Operand of(Ops tf, GradientCall op);
}
