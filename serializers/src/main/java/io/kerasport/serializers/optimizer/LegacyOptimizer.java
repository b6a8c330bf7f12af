package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerFamily;
import io.kerasport.spi.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The optimizers of Keras 2 up to 2.10, since then {@code optimizers.legacy}. Their settings are
 * variables, and the slots of one kind stand together in files.
 */
abstract class LegacyOptimizer implements Optimizer {
  static final double EPSILON = 1e-7;

  private final double learningRate;

  LegacyOptimizer(double learningRate) {
    this.learningRate = learningRate;
  }

  @Override
  public OptimizerFamily family(ObjectDescription optimizer) {
    return OptimizerFamily.KERAS_2_LEGACY;
  }

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return learningRate;
  }

  @Override
  public Optional<Double> weightDecay(
      ObjectDescription optimizer, String path, TensorSpec variable) {
    return Optional.empty();
  }

  @Override
  public double learningRateDecay(ObjectDescription optimizer) {
    return optimizer.config().number("decay", 0);
  }

  @Override
  public Map<String, Double> hyperparameters(ObjectDescription optimizer) {
    Map<String, Double> settings = new LinkedHashMap<>();
    settings.put(
        "decay", optimizer.config().number("decay", defaults().getOrDefault("decay", 0.0)));
    defaults().forEach((name, value) -> settings.put(name, optimizer.config().number(name, value)));
    return settings;
  }

  /** The settings that are variables, with their defaults; {@code decay} besides. */
  abstract Map<String, Double> defaults();

  /** Slots of a variable that start from zeros, each kind in a group of its own. */
  static List<Slot> zeros(TensorSpec variable, List<String> names) {
    List<Slot> slots = new ArrayList<>();
    for (String name : names) {
      slots.add(new Slot(name, variable, 0, slots.size()));
    }
    return slots;
  }
}
