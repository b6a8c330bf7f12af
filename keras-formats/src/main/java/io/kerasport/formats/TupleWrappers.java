package io.kerasport.formats;

import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for tuples and shapes in the metadata of SavedModels, where all other
 * files of Keras have lists.
 */
final class TupleWrappers {
  private static final List<String> WRAPPERS = List.of("__tuple__", "TensorShape");

  private TupleWrappers() {}

  /** The object with lists in their place, at any depth. */
  static Config removedFrom(Config object) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    object.entries().forEach((key, value) -> entries.put(key, unwrapped(value)));
    return Config.of(entries);
  }

  private static @Nullable Object unwrapped(@Nullable Object value) {
    if (value instanceof Config object) {
      boolean wraps = object.get("class_name") instanceof String name && WRAPPERS.contains(name);
      return wraps && object.get("items") instanceof List<?> items
          ? unwrapped(items)
          : removedFrom(object);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(unwrapped(item)));
      return items;
    }
    return value;
  }
}
