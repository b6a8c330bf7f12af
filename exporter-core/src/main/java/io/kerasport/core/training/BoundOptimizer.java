package io.kerasport.core.training;

import io.kerasport.core.graph.LayerVariable;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.LearningRateSchedule;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer with its implementation and those of its schedule and the constraints it serves.
 *
 * @param description its settings
 * @param optimizer the implementation
 * @param schedule the learning rate schedule, or null for a fixed rate
 * @param scheduleConfig the schedule's settings
 * @param constraints the constraint of each variable that has one
 * @param lossScale the scale of the loss, if it changes
 */
record BoundOptimizer(
    ObjectDescription description,
    Optimizer optimizer,
    @Nullable LearningRateSchedule schedule,
    Config scheduleConfig,
    Map<LayerVariable, BoundConstraint> constraints,
    Optional<LossScale> lossScale) {

  /**
   * A constraint with its settings.
   *
   * @param constraint the implementation
   * @param config its settings
   */
  record BoundConstraint(Constraint constraint, Config config) {}

  /**
   * Binds an optimizer.
   *
   * @throws ExportException listing everything that is unknown or cannot be done
   */
  static BoundOptimizer bind(
      LossScale.Unwrapped unwrapped,
      KerasGeneration generation,
      List<LayerVariable> trained,
      Optimizers bound) {
    KerasObject object = unwrapped.optimizer();
    List<Problem> problems = new ArrayList<>();
    ObjectDescription description =
        new ObjectDescription(object.name(), object.config(), generation);
    Optional<Optimizer> optimizer = find(object, bound);
    if (optimizer.isEmpty()) {
      problems.add(new Problem(bound.optimizers().unknown(object.name()), ""));
    } else {
      optimizer
          .get()
          .unsupported(description)
          .forEach(reason -> problems.add(new Problem(reason, "optimizer " + object.name())));
    }
    LearningRateSchedule schedule = null;
    Config scheduleConfig = Config.empty();
    if (object.config().get("learning_rate") instanceof Config rate) {
      KerasObject named = KerasObject.of("learning_rate", rate).orElseThrow();
      scheduleConfig = named.config();
      schedule = bound.schedules().find(named).orElse(null);
      if (schedule == null) {
        problems.add(
            new Problem(bound.schedules().unknown(named.name()), "optimizer " + object.name()));
      }
    }
    Map<LayerVariable, BoundConstraint> constraints = constraints(trained, bound, problems);
    if (!problems.isEmpty() || optimizer.isEmpty()) {
      throw new ExportException(
          ErrorId.COMPILE_CONFIG,
          "The model cannot be trained as it is compiled",
          problems,
          "State another optimizer, or bind an implementation in a module annotated with"
              + " @KerasportExtension.",
          null);
    }
    return new BoundOptimizer(
        description, optimizer.get(), schedule, scheduleConfig, constraints, unwrapped.scale());
  }

  OptimizerFamily family() {
    return optimizer.family(description);
  }

  /** How checkpoints hold an optimizer's variables; as in the model's Keras if it is not known. */
  static OptimizerFamily family(KerasObject object, KerasGeneration generation, Optimizers bound) {
    return find(object, bound)
        .map(
            found ->
                found.family(new ObjectDescription(object.name(), object.config(), generation)))
        .orElse(
            generation == KerasGeneration.KERAS_2
                ? OptimizerFamily.KERAS_2_LEGACY
                : OptimizerFamily.KERAS_3);
  }

  /** Keras takes optimizer names in any case. */
  private static Optional<Optimizer> find(KerasObject object, Optimizers bound) {
    Optional<Optimizer> exact = bound.optimizers().find(object);
    if (exact.isPresent()) {
      return exact;
    }
    return bound.optimizers().bound().keySet().stream()
        .filter(
            name -> name.toLowerCase(Locale.ROOT).equals(object.name().toLowerCase(Locale.ROOT)))
        .sorted()
        .findFirst()
        .flatMap(bound.optimizers()::find);
  }

  private static Map<LayerVariable, BoundConstraint> constraints(
      List<LayerVariable> trained, Optimizers bound, List<Problem> problems) {
    Map<LayerVariable, BoundConstraint> constraints = new HashMap<>();
    for (LayerVariable variable : trained) {
      String initializer = variable.weightSpec().initializer();
      if (initializer == null) {
        continue;
      }
      String key = initializer.replace("_initializer", "_constraint");
      Optional<KerasObject> object = KerasObject.of(key, variable.layer().layer().config().at(key));
      if (object.isEmpty()) {
        continue;
      }
      String where = "weight " + variable.path();
      Optional<Constraint> found = bound.constraints().find(object.get());
      if (found.isEmpty()) {
        problems.add(new Problem(bound.constraints().unknown(object.get().name()), where));
        continue;
      }
      Config config = object.get().config();
      found
          .get()
          .unsupported(config, variable.variable().spec())
          .forEach(reason -> problems.add(new Problem(reason, where)));
      constraints.put(variable, new BoundConstraint(found.get(), config));
    }
    return constraints;
  }
}
