package io.kerasport.core.clone;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.registry.Registry;
import io.kerasport.model.Config;
import io.kerasport.spi.Constraint;
import io.kerasport.spi.Regularizer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The regularizers and constraints that layers name for their weights. A name that nobody knows is
 * a mistake even where only a graph for serving is made; an object of a class of somebody's own
 * concerns the graphs that use it alone.
 */
final class WeightRules {
  private final Registry<Regularizer> regularizers;
  private final Registry<Constraint> constraints;

  @Inject
  WeightRules(
      Map<String, Provider<Regularizer>> regularizers,
      Map<String, Provider<Constraint>> constraints,
      CustomObjectScope scope) {
    this.regularizers = new Registry<>("regularizer", Regularizer.class, regularizers, scope);
    this.constraints = new Registry<>("constraint", Constraint.class, constraints, scope);
  }

  /** Says which names of a layer's configuration nobody knows. */
  List<String> unknown(Config config) {
    List<String> reasons = new ArrayList<>();
    config
        .entries()
        .forEach(
            (key, value) -> {
              if (value instanceof String name && key.endsWith("_regularizer")) {
                check(regularizers, key, name, reasons);
              } else if (value instanceof String name && key.endsWith("_constraint")) {
                check(constraints, key, name, reasons);
              }
            });
    return reasons;
  }

  private static void check(Registry<?> registry, String key, String name, List<String> reasons) {
    if (name.indexOf('>') < 0 && registry.find(name).isEmpty()) {
      reasons.add("`" + key + "`: " + registry.unknown(name));
    }
  }
}
