package io.kerasport.build;

import io.kerasport.model.Config;
import io.kerasport.model.KerasObject;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java's values in the few types that configurations have. */
final class Settings {
  private Settings() {}

  /**
   * A value with integers as Long, other numbers as Double, and arrays and collections as lists;
   * what is not a constant stays as it is.
   */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return Double.parseDouble(number.toString());
    }
    if (value instanceof Collection<?> items) {
      List<@Nullable Object> list = new ArrayList<>();
      items.forEach(item -> list.add(plain(item)));
      return list;
    }
    if (value instanceof Map<?, ?> entries) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      entries.forEach((key, item) -> map.put(String.valueOf(key), plain(item)));
      return map;
    }
    if (value instanceof KerasObject object) {
      return new KerasObject(object.name(), object.registeredName(), config(object.config()));
    }
    if (value instanceof Config config) {
      return config(config);
    }
    if (value != null && value.getClass().isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        list.add(plain(Array.get(value, i)));
      }
      return list;
    }
    return value;
  }

  static Config config(Config config) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    config.entries().forEach((key, item) -> map.put(key, plain(item)));
    return Config.of(map);
  }
}
