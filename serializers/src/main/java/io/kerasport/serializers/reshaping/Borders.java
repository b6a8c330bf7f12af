package io.kerasport.serializers.reshaping;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Amounts at both ends of each spatial axis. Configurations give one number for all, a number for
 * each axis, or a pair for each; of a single axis just its pair.
 *
 * @param amounts for each axis, before and behind
 */
record Borders(int[]... amounts) {
  /**
   * Reads an entry; where it is absent, every amount is {@code otherwise}.
   *
   * @param axes the number of spatial axes
   */
  static Borders of(Config config, String key, int axes, int otherwise) {
    Object value = config.has(key) ? config.get(key) : Long.valueOf(otherwise);
    int[][] amounts = new int[axes][];
    for (int axis = 0; axis < axes; axis++) {
      boolean shared = !(value instanceof List<?>) || (axes == 1 && !nested(value));
      amounts[axis] = side(config, key, shared ? value : at(value, axis, axes));
    }
    return new Borders(amounts);
  }

  private static boolean nested(@Nullable Object value) {
    return value instanceof List<?> list && list.size() == 1;
  }

  private static @Nullable Object at(@Nullable Object value, int index, int size) {
    return value instanceof List<?> list && list.size() == size ? list.get(index) : null;
  }

  private static int[] side(Config config, String key, @Nullable Object value) {
    boolean pair = value instanceof List<?>;
    int before = amount(pair ? at(value, 0, 2) : value);
    int behind = amount(pair ? at(value, 1, 2) : value);
    if (before < 0 || behind < 0) {
      throw new ConfigException(
          key,
          "a number, a number for each axis or a pair for each, none negative",
          config.get(key));
    }
    return new int[] {before, behind};
  }

  private static int amount(@Nullable Object value) {
    return value instanceof Long amount && amount >= 0 && amount <= Integer.MAX_VALUE
        ? amount.intValue()
        : -1;
  }
}
