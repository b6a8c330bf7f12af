package io.kerasport.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a layer is called with, by position and by keyword, as its {@code call} in Keras takes it.
 * Values are a {@link Tensor}, a list or map of values, or a constant.
 */
public final class Arguments {
  private final List<@Nullable Object> positional;
  private final Map<String, @Nullable Object> keywords;

  private Arguments(List<@Nullable Object> positional, Map<String, @Nullable Object> keywords) {
    this.positional = Collections.unmodifiableList(positional);
    this.keywords = Collections.unmodifiableMap(keywords);
  }

  /** Arguments by position. */
  public static Arguments of(@Nullable Object... positional) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Object value : positional) {
      values.add(Settings.plain(value));
    }
    return new Arguments(values, Map.of());
  }

  /** These and one by keyword. */
  public Arguments with(String keyword, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(keywords);
    more.put(keyword, Settings.plain(value));
    return new Arguments(positional, more);
  }

  /** The arguments by position. */
  public List<@Nullable Object> positional() {
    return positional;
  }

  /** The arguments by keyword, in the order in which they were given. */
  public Map<String, @Nullable Object> keywords() {
    return keywords;
  }

  /** Every tensor inside, in order. */
  public List<Tensor> tensors() {
    List<Tensor> found = new ArrayList<>();
    collect(positional, found);
    collect(keywords, found);
    return found;
  }

  private static void collect(@Nullable Object value, List<Tensor> found) {
    if (value instanceof Tensor tensor) {
      found.add(tensor);
    } else if (value instanceof List<?> list) {
      list.forEach(item -> collect(item, found));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(item -> collect(item, found));
    }
  }
}
