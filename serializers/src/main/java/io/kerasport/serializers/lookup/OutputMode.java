package io.kerasport.serializers.lookup;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a layer makes of numbers of categories. */
enum OutputMode {
  /** The numbers themselves. */
  INT,
  /** A vector for each number, with a one at its place. */
  ONE_HOT,
  /** A vector for each sample, with ones at the places of its numbers. */
  MULTI_HOT,
  /** A vector for each sample, with how often each number occurs. */
  COUNT,
  /** The same, each count times the weight of its number. */
  TF_IDF;

  static final String KEY = "output_mode";

  /**
   * The configured mode; Keras still takes two former names.
   *
   * @param accepted the modes that the layer has
   */
  static OutputMode of(Config config, OutputMode... accepted) {
    String name = config.string(KEY, "int");
    List<OutputMode> modes = List.of(accepted);
    return switch (name) {
      case "binary" -> require(config, modes, MULTI_HOT);
      case "tf-idf" -> require(config, modes, TF_IDF);
      default ->
          modes.stream()
              .filter(mode -> mode.configured().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(config, modes));
    };
  }

  private static OutputMode require(Config config, List<OutputMode> modes, OutputMode mode) {
    if (!modes.contains(mode)) {
      throw unknown(config, modes);
    }
    return mode;
  }

  private static ConfigException unknown(Config config, List<OutputMode> modes) {
    List<String> names = modes.stream().map(OutputMode::configured).toList();
    return new ConfigException(KEY, "one of " + String.join(", ", names), config.get(KEY));
  }

  private String configured() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reasons against sparse outputs, which no signature has.
   *
   * @throws ConfigException if Keras has no such outputs either
   */
  static List<String> refuseSparse(Config config, OutputMode mode) {
    if (!config.bool("sparse", false)) {
      return List.of();
    }
    if (mode == INT) {
      throw new ConfigException("sparse", "false where output_mode is int", true);
    }
    return List.of("sparse outputs have no counterpart in a signature; build it with sparse=False");
  }

  static OutputMode[] without(OutputMode... left) {
    List<OutputMode> out = List.of(left);
    return Arrays.stream(values()).filter(mode -> !out.contains(mode)).toArray(OutputMode[]::new);
  }
}
