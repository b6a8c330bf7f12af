package io.kerasport.core.objective;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.registry.Registry;
import io.kerasport.spi.Loss;
import io.kerasport.spi.Metric;
import io.kerasport.spi.Regularizer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;

/**
 * Every loss, metric and regularizer that extensions have bound.
 *
 * @param losses losses by class and function name
 * @param metrics metrics by class and function name
 * @param regularizers regularizers by name
 */
record Objectives(
    Registry<Loss> losses, Registry<Metric> metrics, Registry<Regularizer> regularizers) {
  @Inject
  Objectives(
      Map<String, Provider<Loss>> losses,
      Map<String, Provider<Metric>> metrics,
      Map<String, Provider<Regularizer>> regularizers,
      CustomObjectScope scope) {
    this(
        new Registry<>("loss", Loss.class, losses, scope),
        new Registry<>("metric", Metric.class, metrics, scope),
        new Registry<>("regularizer", Regularizer.class, regularizers, scope));
  }
}
