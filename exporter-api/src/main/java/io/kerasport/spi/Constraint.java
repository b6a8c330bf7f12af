package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import java.util.List;

/** A projection of a weight after each training step, bound by the names Keras gives it. */
@FunctionalInterface
public interface Constraint {
  /**
   * What the settings ask for, or the weight's shape rules out, that cannot be done, one sentence
   * each; asked before anything is built.
   */
  default List<String> unsupported(Config config, TensorSpec weight) {
    return List.of();
  }

  /**
   * Adds the ops of the projection.
   *
   * @return the weight that fulfils the constraint, of the same shape
   */
  Operand project(Ops tf, Operand weight, Config config);
}
