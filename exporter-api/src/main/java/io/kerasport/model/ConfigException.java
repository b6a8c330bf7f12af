package io.kerasport.model;

import org.jspecify.annotations.Nullable;

/**
 * A configuration entry is missing or has a type or value it must not have. The stage that knows
 * the layer adds where it stands and reports it as a {@code ModelFormatException}.
 */
public final class ConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 80;

  private final String key;

  /** An entry that should have been something else. */
  public ConfigException(String key, String expected, @Nullable Object found) {
    super("`" + key + "` should be " + expected + ", found " + describe(found));
    this.key = key;
  }

  /** The key of the entry. */
  public String key() {
    return key;
  }

  private static String describe(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = value instanceof String ? "\"" + value + "\"" : value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
  }
}
