package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.Optional;

/** A loss of one output, as its implementation sees it. */
public interface LossCall {
  /** The loss and its settings. */
  ObjectDescription description();

  /** The settings. */
  default Config config() {
    return description().config();
  }

  /** Makes nodes. */
  Ops ops();

  /**
   * The targets: as many axes as the prediction, all sizes unknown, in the prediction's element
   * type. For integer labels the last axis has the size 1.
   */
  Operand target();

  /** What the model predicted. */
  Operand prediction();

  /**
   * The input of the softmax or sigmoid that made the prediction, where one did: Keras computes
   * cross-entropies from there, which is exact where the probabilities are saturated. Keras does
   * not ask which of the two it was, so neither must a loss.
   */
  Optional<Operand> logits();

  /**
   * Leaves out some of the losses, so that a mean is one over the others.
   *
   * @param counted which losses count, of the shape of the losses
   */
  void countOnly(Operand counted);
}
