package io.kerasport.serializers.config;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;

/** Probabilities and seeds of random layers. */
public final class Rates {
  private Rates() {}

  /**
   * A probability; absent means 0.
   *
   * @throws ConfigException if it is not between 0 and 1
   */
  public static double of(Config config, String key) {
    double rate = config.number(key, 0);
    if (!(rate >= 0 && rate <= 1)) {
      throw new ConfigException(key, "between 0 and 1", rate);
    }
    return rate;
  }

  /** The entry {@code seed} as ops take it: 0 leaves the numbers open. */
  public static long seed(Config config) {
    return config.get("seed") instanceof Long seed ? seed : 0;
  }
}
