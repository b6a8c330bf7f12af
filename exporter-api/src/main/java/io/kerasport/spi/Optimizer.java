package io.kerasport.spi;

import io.kerasport.model.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An optimizer's update rule, bound under every class name files use for it.
 *
 * <p>The exporter does what all optimizers share: gradients, clipping, loss scaling, gradient
 * accumulation, decoupled weight decay, the learning rate and its schedule, moving averages of the
 * weights, constraints and the count of steps. An implementation says which slots it keeps and what
 * one step does to one variable.
 */
public interface Optimizer {
  /**
   * What the settings ask for that cannot be done, one sentence each; asked before anything is
   * built.
   */
  default List<String> unsupported(ObjectDescription optimizer) {
    return List.of();
  }

  /**
   * Where the optimizer's variables are in checkpoints, and which settings are variables there.
   *
   * @param optimizer the optimizer
   */
  OptimizerFamily family(ObjectDescription optimizer);

  /**
   * The decoupled weight decay of a variable: before its update the variable loses this part, times
   * the learning rate.
   */
  default Optional<Double> weightDecay(
      ObjectDescription optimizer, String path, TensorSpec variable) {
    return optimizer.config().has("weight_decay")
        ? Optional.of(optimizer.config().number("weight_decay"))
        : Optional.empty();
  }

  /** The learning rate where the configuration has none. */
  double defaultLearningRate(ObjectDescription optimizer);

  /**
   * By how much the learning rate falls: it is divided by one plus this times the number of steps
   * done. 0 for most.
   */
  default double learningRateDecay(ObjectDescription optimizer) {
    return 0;
  }

  /**
   * Settings that are variables of the graph and the checkpoint, with their values, in the order of
   * the checkpoint; besides {@code learning_rate}.
   */
  default Map<String, Double> hyperparameters(ObjectDescription optimizer) {
    return Map.of();
  }

  /**
   * The slots kept for a variable, in the order in which Keras makes them.
   *
   * @param path the variable's path in the model, for optimizers that treat some differently
   * @param variable its element type and shape
   */
  List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable);

  /** Variables kept for all variables together, in the order of the file. */
  default List<OptimizerScalar> scalars(ObjectDescription optimizer) {
    return List.of();
  }

  /** Adds the ops that update one variable and its slots. */
  void update(OptimizerCall call);

  /** Adds the ops that update the scalars, after all variables. */
  default void finish(OptimizerFinishCall call) {}
}
