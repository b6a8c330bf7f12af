package io.kerasport.core.compile;

import io.kerasport.model.KerasGeneration;
import java.util.Locale;
import java.util.Map;

/** The names that Keras' classes give their objects where a configuration states none. */
public final class DefaultNames {
  private static final Map<String, String> IRREGULAR =
      Map.of("LogCoshError", "logcosh", "FBetaScore", "fbeta_score");

  private DefaultNames() {}

  /** The name of an object of a class. */
  public static String of(String className, KerasGeneration generation) {
    if (className.equals("KLDivergence") && generation == KerasGeneration.KERAS_2) {
      return "kullback_leibler_divergence";
    }
    return IRREGULAR.getOrDefault(className, snakeCase(className));
  }

  private static String snakeCase(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
