package io.kerasport.core.objective;

import io.kerasport.core.compile.DefaultNames;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How metrics are called in a signature.
 *
 * <p>Keras 3 keeps the string a user gave, and puts {@code weighted_} before a weighted metric
 * whose name is taken. For Keras 2 the names are those of TensorFlow 1.14: the full name of the
 * function, {@code acc} and {@code ce}, and {@code weighted_} before all weighted ones.
 */
final class MetricNames {
  private static final String WEIGHTED = "weighted_";
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
          Map.entry("cosine", "cosine_proximity"),
          Map.entry("cosine_similarity", "cosine_proximity"),
          Map.entry("accuracy", "acc"),
          Map.entry("crossentropy", "ce"));

  private final KerasGeneration generation;
  private final boolean severalOutputs;

  MetricNames(KerasGeneration generation, boolean severalOutputs) {
    this.generation = generation;
    this.severalOutputs = severalOutputs;
  }

  /**
   * The name of a metric in the signature.
   *
   * @param taken the names of those before it
   */
  String nameOf(KerasObject metric, String output, boolean weighted, Set<String> taken) {
    String own = ownName(metric);
    String prefix = severalOutputs ? output + "_" : "";
    // What Keras 2 writes after training has the prefix already.
    String bare = own.startsWith(prefix) ? own.substring(prefix.length()) : own;
    boolean marked =
        weighted && (generation == KerasGeneration.KERAS_2 || taken.contains(prefix + bare));
    return prefix + (marked && !bare.startsWith(WEIGHTED) ? WEIGHTED : "") + bare;
  }

  private String ownName(KerasObject metric) {
    if (metric.config().has("name")) {
      return metric.config().string("name");
    }
    if (generation == KerasGeneration.KERAS_3) {
      return metric.name();
    }
    boolean isClass = !metric.name().equals(metric.name().toLowerCase(Locale.ROOT));
    String fullName = FULL_NAMES.get(metric.name().toLowerCase(Locale.ROOT));
    if (fullName != null) {
      return fullName;
    }
    return isClass ? DefaultNames.of(metric.name(), generation) : metric.name();
  }
}
