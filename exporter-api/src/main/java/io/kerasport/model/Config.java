package io.kerasport.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of a Keras configuration, with its entries in the order of the file and none lost.
 *
 * <p>Values are null, {@link Boolean}, {@link Long} or {@link java.math.BigInteger}, {@link
 * Double}, {@link String}, {@link List} of values, and {@code Config}. The typed getters convert
 * integers to floating point where asked, and name the key and what they found when a value has
 * another type.
 */
public final class Config {
  private static final Config EMPTY = new Config(Map.of());

  private final Map<String, @Nullable Object> entries;

  private Config(Map<String, @Nullable Object> entries) {
    this.entries = Collections.unmodifiableMap(entries);
  }

  /** Numbers, maps and lists as the types that configs hold. */
  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      map.forEach((name, entry) -> entries.put(String.valueOf(name), entry));
      return of(entries);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> own = new ArrayList<>(list);
      own.replaceAll(Config::value);
      return Collections.unmodifiableList(own);
    }
    return value;
  }

  /** A config without entries. */
  public static Config empty() {
    return EMPTY;
  }

  /**
   * A config with the given entries. Smaller numbers become the types named above, maps become
   * configs.
   */
  public static Config of(Map<String, ? extends @Nullable Object> entries) {
    Map<String, @Nullable Object> own = new LinkedHashMap<>(entries);
    own.replaceAll((key, value) -> value(value));
    return new Config(own);
  }

  /** The entries in the order of the file. */
  public Map<String, @Nullable Object> entries() {
    return entries;
  }

  /**
   * A value anywhere inside, or null.
   *
   * @param path keys, and positions in lists, joined with slashes
   */
  public @Nullable Object at(String path) {
    Object value = this;
    for (String step : path.split("/", -1)) {
      if (value instanceof Config config) {
        value = config.get(step);
      } else if (value instanceof List<?> list && step.matches("[0-9]{1,9}")) {
        int index = Integer.parseInt(step);
        value = index < list.size() ? list.get(index) : null;
      } else {
        return null;
      }
    }
    return value;
  }

  /** Whether the key is present with a value other than null. */
  public boolean has(String key) {
    return entries.get(key) != null;
  }

  /** The raw value; null if it is null or absent. */
  public @Nullable Object get(String key) {
    return entries.get(key);
  }

  /** This config with one entry set. */
  public Config with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(entries);
    copy.put(key, value(value));
    return new Config(copy);
  }

  public String string(String key) {
    return required(key, "a string", String.class);
  }

  public String string(String key, String otherwise) {
    return has(key) ? string(key) : otherwise;
  }

  public Optional<String> optionalString(String key) {
    return has(key) ? Optional.of(string(key)) : Optional.empty();
  }

  public boolean bool(String key, boolean otherwise) {
    return has(key) ? required(key, "true or false", Boolean.class) : otherwise;
  }

  public long integer(String key) {
    return toLong(key, present(key));
  }

  public long integer(String key, long otherwise) {
    return has(key) ? integer(key) : otherwise;
  }

  public double number(String key) {
    return toDouble(key, present(key));
  }

  public double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  public Config object(String key) {
    return required(key, "an object", Config.class);
  }

  public Optional<Config> optionalObject(String key) {
    return has(key) ? Optional.of(object(key)) : Optional.empty();
  }

  /** A list with values of any type. */
  public List<@Nullable Object> list(String key) {
    @SuppressWarnings("unchecked") // elements are only handed on as objects
    List<@Nullable Object> list = required(key, "a list", List.class);
    return list;
  }

  /** A list of integers; a single integer counts as a list of one. */
  public List<Long> integers(String key) {
    List<Long> values = new ArrayList<>();
    for (Object value : listOrSingle(key)) {
      values.add(toLong(key, value));
    }
    return List.copyOf(values);
  }

  /** A list of integers with a given length; a single integer stands for that many equal ones. */
  public List<Long> integers(String key, int length) {
    if (present(key) instanceof Long single) {
      return Collections.nCopies(length, single);
    }
    List<Long> values = integers(key);
    if (values.size() != length) {
      throw new ConfigException(key, length + " integers", present(key));
    }
    return values;
  }

  /** A list of numbers; a single number counts as a list of one. */
  public List<Double> numbers(String key) {
    List<Double> values = new ArrayList<>();
    for (Object value : listOrSingle(key)) {
      values.add(toDouble(key, value));
    }
    return List.copyOf(values);
  }

  private List<?> listOrSingle(String key) {
    Object value = present(key);
    return value instanceof List<?> list ? list : List.of(value);
  }

  private Object present(String key) {
    Object value = entries.get(key);
    if (value == null) {
      throw new ConfigException(key, "a value", null);
    }
    return value;
  }

  private <T> T required(String key, String expected, Class<T> type) {
    Object value = entries.get(key);
    if (!type.isInstance(value)) {
      throw new ConfigException(key, expected, value);
    }
    return type.cast(value);
  }

  private static long toLong(String key, @Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number
        && number == Math.rint(number)
        && Math.abs(number) < 1L << 53) {
      return number.longValue();
    }
    throw new ConfigException(key, "an integer", value);
  }

  private static double toDouble(String key, @Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new ConfigException(key, "a number", value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Config config && entries.equals(config.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
