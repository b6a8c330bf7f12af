package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.List;

/**
 * The values that pixels may have.
 *
 * @param low the least
 * @param high the largest
 */
record ValueRange(double low, double high) {
  private static final String KEY = "value_range";

  /** The entry {@code value_range}; 0 to 255 if absent. */
  static ValueRange of(Config config) {
    if (!config.has(KEY)) {
      return new ValueRange(0, 255);
    }
    List<Double> range = config.numbers(KEY);
    if (range.size() != 2) {
      throw new ConfigException(KEY, "two numbers", config.get(KEY));
    }
    return new ValueRange(
        Math.min(range.get(0), range.get(1)), Math.max(range.get(0), range.get(1)));
  }

  Operand clip(Ops tf, Operand x) {
    return tf.math().clip(x, low, high);
  }
}
