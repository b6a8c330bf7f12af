package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.model.TensorSpec;
import java.util.List;

/**
 * A loss, bound under every class and function name files use for it. It makes one value for each
 * sample; sample weights, masks and the reduction are applied by the exporter.
 */
@FunctionalInterface
public interface Loss {
  /**
   * What the settings ask for, or the prediction's shape rules out, that cannot be done, one
   * sentence each; asked before anything is built.
   */
  default List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    return List.of();
  }

  /**
   * Adds the ops of the loss before reduction.
   *
   * @return one value for each sample: usually the prediction's shape without its last axis
   */
  Operand perSample(LossCall call);
}
