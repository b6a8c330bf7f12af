package io.kerasport.core.training;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.registry.Registry;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.Optimizer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;

/**
 * Every optimizer, schedule and constraint that extensions have bound.
 *
 * @param optimizers optimizers by class name
 * @param schedules learning rate schedules by class name
 * @param constraints constraints by name
 */
record Optimizers(
    Registry<Optimizer> optimizers,
    Registry<LearningRateSchedule> schedules,
    Registry<Constraint> constraints) {
  @Inject
  Optimizers(
      Map<String, Provider<Optimizer>> optimizers,
      Map<String, Provider<LearningRateSchedule>> schedules,
      Map<String, Provider<Constraint>> constraints,
      CustomObjectScope scope) {
    this(
        new Registry<>("optimizer", Optimizer.class, optimizers, scope),
        new Registry<>("learning rate schedule", LearningRateSchedule.class, schedules, scope),
        new Registry<>("constraint", Constraint.class, constraints, scope));
  }
}
