package io.kerasport.core.objective;

import io.kerasport.core.compile.CompiledOutput;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How metrics are called in a signature, and which metric the shorthands {@code accuracy} and
 * {@code crossentropy} mean.
 *
 * <p>Keras 3 keeps the string a user gave. For Keras 2 the names are those of TensorFlow 1.14: the
 * full name of the function, {@code acc} and {@code ce}, and {@code weighted_} before weighted
 * ones.
 */
final class MetricNames {
  private static final Set<String> ACCURACY = Set.of("accuracy", "acc");
  private static final Set<String> CROSSENTROPY = Set.of("crossentropy", "ce");
  private static final Set<String> SPARSE_LOSSES =
      Set.of("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy");
  private static final Map<String, String> FULL_NAMES =
      Map.ofEntries(
          Map.entry("mse", "mean_squared_error"),
          Map.entry("mae", "mean_absolute_error"),
          Map.entry("mape", "mean_absolute_percentage_error"),
          Map.entry("msle", "mean_squared_logarithmic_error"),
          Map.entry("kld", "kullback_leibler_divergence"),
          Map.entry("kl_divergence", "kullback_leibler_divergence"),
          Map.entry("bce", "binary_crossentropy"),
          Map.entry("log_cosh", "logcosh"),
          Map.entry("accuracy", "acc"),
          Map.entry("crossentropy", "ce"));

  private final KerasGeneration generation;
  private final boolean severalOutputs;

  MetricNames(KerasGeneration generation, boolean severalOutputs) {
    this.generation = generation;
    this.severalOutputs = severalOutputs;
  }

  /** The name of a metric in the signature. */
  String nameOf(KerasObject metric, String output, boolean weighted) {
    String own = ownName(metric);
    if (severalOutputs && own.startsWith(output + "_")) {
      return own;
    }
    String prefix = severalOutputs ? output + "_" : "";
    boolean marked = weighted && generation == KerasGeneration.KERAS_2;
    return prefix + (marked ? "weighted_" : "") + own;
  }

  private String ownName(KerasObject metric) {
    if (metric.config().has("name")) {
      return metric.config().string("name");
    }
    if (Character.isUpperCase(metric.name().charAt(0))
        && !metric.name().equals(metric.name().toUpperCase(Locale.ROOT))) {
      return snakeCase(metric.name());
    }
    return generation == KerasGeneration.KERAS_2
        ? FULL_NAMES.getOrDefault(metric.name().toLowerCase(Locale.ROOT), metric.name())
        : metric.name();
  }

  private static String snakeCase(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The metric that a shorthand means for an output, as Keras decides by the shapes of prediction
   * and targets; whether targets are integer labels follows from the loss.
   */
  static KerasObject resolve(KerasObject metric, CompiledOutput output, long width) {
    String kind = metric.name().toLowerCase(Locale.ROOT);
    boolean accuracy = ACCURACY.contains(kind);
    if (!metric.config().entries().isEmpty() || !accuracy && !CROSSENTROPY.contains(kind)) {
      return metric;
    }
    boolean sparse =
        output.losses().stream().anyMatch(loss -> SPARSE_LOSSES.contains(loss.loss().name()));
    String family = width == 1 ? "binary" : sparse ? "sparse_categorical" : "categorical";
    return KerasObject.named(family + (accuracy ? "_accuracy" : "_crossentropy"));
  }
}
