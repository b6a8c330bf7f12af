package io.kerasport.serializers.reshaping;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Amounts at the four borders of an image. Configurations give one number for all, a number each
 * for height and width, or a pair each.
 */
record Borders(int top, int bottom, int left, int right) {
  static Borders of(Config config, String key) {
    Object value = config.get(key);
    int[] height = side(config, key, value instanceof List<?> sides ? at(sides, 0) : value);
    int[] width = side(config, key, value instanceof List<?> sides ? at(sides, 1) : value);
    return new Borders(height[0], height[1], width[0], width[1]);
  }

  private static @Nullable Object at(List<?> pair, int index) {
    return pair.size() == 2 ? pair.get(index) : null;
  }

  private static int[] side(Config config, String key, @Nullable Object value) {
    OptionalInt before = amount(value instanceof List<?> pair ? at(pair, 0) : value);
    OptionalInt after = amount(value instanceof List<?> pair ? at(pair, 1) : value);
    if (before.isEmpty() || after.isEmpty()) {
      throw new ConfigException(
          key, "a number, two numbers or two pairs, none negative", config.get(key));
    }
    return new int[] {before.getAsInt(), after.getAsInt()};
  }

  private static OptionalInt amount(@Nullable Object value) {
    return value instanceof Long amount && amount >= 0 && amount <= Integer.MAX_VALUE
        ? OptionalInt.of(amount.intValue())
        : OptionalInt.empty();
  }
}
