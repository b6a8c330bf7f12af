package io.kerasport.serializers.config;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of numbers in a configuration: a number, nested lists, or either of them inside the
 * object that Keras 3 writes for an array.
 *
 * @param shape its shape
 * @param values its elements, row-major
 */
public record NumberArray(Shape shape, List<Double> values) {
  private static final int MAX_RANK = 16;

  public NumberArray {
    values = List.copyOf(values);
  }

  /**
   * Reads an entry.
   *
   * @throws ConfigException if it is absent, holds something else than numbers, or is ragged
   */
  public static NumberArray of(Config config, String key) {
    Object value = config.get(key);
    if (value instanceof Config array && array.get("config") instanceof Config inner) {
      value = inner.get("value");
    }
    List<Long> dims = new ArrayList<>();
    for (Object part = value;
        part instanceof List<?> list && dims.size() <= MAX_RANK;
        part = list.isEmpty() ? null : list.get(0)) {
      dims.add((long) list.size());
    }
    List<Double> values = new ArrayList<>();
    if (dims.size() > MAX_RANK || !collect(value, dims, 0, values)) {
      throw new ConfigException(key, "a number or evenly nested lists of numbers", value);
    }
    return new NumberArray(Shape.of(dims.stream().mapToLong(Long::longValue).toArray()), values);
  }

  private static boolean collect(
      @Nullable Object value, List<Long> dims, int depth, List<Double> into) {
    if (depth == dims.size()) {
      return value instanceof Number number && into.add(number.doubleValue());
    }
    return value instanceof List<?> list
        && list.size() == dims.get(depth)
        && list.stream().allMatch(item -> collect(item, dims, depth + 1, into));
  }

  /** The numbers as float32 has them; Keras casts most of its own from there to other types. */
  public NumberArray rounded() {
    return new NumberArray(
        shape, values.stream().map(value -> (double) value.floatValue()).toList());
  }

  /** The elements as an array. */
  public double[] toArray() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
