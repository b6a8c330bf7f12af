package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import java.util.List;

/** A penalty on the size of a tensor, bound by the names Keras gives it. */
@FunctionalInterface
public interface Regularizer {
  /**
   * What the settings ask for, or the tensor's shape rules out, that cannot be done, one sentence
   * each; asked before anything is built.
   */
  default List<String> unsupported(Config config, TensorSpec x) {
    return List.of();
  }

  /**
   * Adds the ops of the penalty.
   *
   * @return a scalar that is added to the loss
   */
  Operand penalty(Ops tf, Operand x, Config config);
}
