package io.kerasport.core.training;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import java.util.Optional;

/**
 * A loss scale that grows while gradients are finite and is halved when they are not.
 *
 * @param initial the scale of the first step
 * @param growthSteps after so many steps with finite gradients it is doubled
 * @param generation the Keras whose rules and variables it has
 */
record LossScale(double initial, long growthSteps, KerasGeneration generation) {
  private static final double INITIAL = 32768;
  private static final long GROWTH_STEPS = 2000;

  static LossScale byDefault(KerasGeneration generation) {
    return new LossScale(INITIAL, GROWTH_STEPS, generation);
  }

  boolean isKeras3() {
    return generation == KerasGeneration.KERAS_3;
  }

  /**
   * An optimizer without what wraps it.
   *
   * @param optimizer the optimizer that updates
   * @param scale the scale around it, if it changes; one that does not is a setting of the
   *     optimizer
   */
  record Unwrapped(KerasObject optimizer, Optional<LossScale> scale) {}

  /** Takes a {@code LossScaleOptimizer} off an optimizer, in the form of any release of Keras. */
  static Unwrapped unwrap(KerasObject object, KerasGeneration generation) {
    if (!object.name().startsWith("LossScaleOptimizer")) {
      return new Unwrapped(object, Optional.empty());
    }
    Config config = object.config();
    String key = config.has("inner_optimizer") ? "inner_optimizer" : "optimizer";
    KerasObject inner =
        KerasObject.of(key, config.get(key)).orElseGet(() -> KerasObject.named(object.name()));
    Config scale = config;
    // Before TensorFlow 2.4 the scale was an object of its own, with names of its own.
    if (config.get("loss_scale") instanceof Config entry) {
      KerasObject named = KerasObject.of("loss_scale", entry).orElseThrow();
      scale = renamed(named, "initial_loss_scale", "increment_period", "loss_scale_value");
    }
    if (!scale.bool("dynamic", true)) {
      return new Unwrapped(
          with(inner, inner.config().with("loss_scale_factor", scale.number("initial_scale"))),
          Optional.empty());
    }
    LossScale dynamic =
        new LossScale(
            scale.number("initial_scale", INITIAL),
            scale.integer("dynamic_growth_steps", GROWTH_STEPS),
            generation);
    // The scale around it replaces a scale of its own.
    return new Unwrapped(
        with(inner, inner.config().with("loss_scale_factor", null)), Optional.of(dynamic));
  }

  private static Config renamed(KerasObject old, String initial, String growth, String fixed) {
    boolean dynamic = !old.config().has(fixed);
    return Config.empty()
        .with("dynamic", dynamic)
        .with("initial_scale", old.config().get(dynamic ? initial : fixed))
        .with("dynamic_growth_steps", old.config().get(growth));
  }

  private static KerasObject with(KerasObject object, Config config) {
    return new KerasObject(object.name(), object.registeredName(), config);
  }
}
