package io.kerasport.serializers.config;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.Locale;

/** How a window treats the border of an image. */
public enum Padding {
  /** Windows lie inside the image. */
  VALID,
  /** Zeros around the image, the odd one behind, so that a stride of 1 keeps the size. */
  SAME;

  private static final String KEY = "padding";

  /**
   * The entry {@code padding}; absent means valid.
   *
   * @throws ConfigException if it is neither {@code valid} nor {@code same}
   */
  public static Padding of(Config config) {
    return switch (config.string(KEY, "valid").toLowerCase(Locale.ROOT)) {
      case "valid" -> VALID;
      case "same" -> SAME;
      default -> throw new ConfigException(KEY, "\"valid\" or \"same\"", config.get(KEY));
    };
  }
}
