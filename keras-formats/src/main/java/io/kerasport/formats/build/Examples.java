package io.kerasport.formats.build;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings stated values into the form that Keras keeps them in, by the example of another value. */
final class Examples {
  private Examples() {}

  /** A value like the example: one size where the example has a size for each axis fills all. */
  static @Nullable Object fit(@Nullable Object value, @Nullable Object example) {
    if (!(example instanceof List<?> slots) || slots.isEmpty()) {
      return value;
    }
    if (value instanceof Long size && areSizes(slots)) {
      return filled(size, slots);
    }
    if (value instanceof List<?> items && items.size() == slots.size()) {
      List<@Nullable Object> fitted = new ArrayList<>();
      for (int i = 0; i < slots.size(); i++) {
        fitted.add(fit(items.get(i), slots.get(i)));
      }
      return fitted;
    }
    return value;
  }

  private static boolean areSizes(List<?> slots) {
    return slots.stream()
        .allMatch(slot -> slot instanceof Long || slot instanceof List<?> list && areSizes(list));
  }

  private static List<Object> filled(Long size, List<?> slots) {
    List<Object> filled = new ArrayList<>();
    for (Object slot : slots) {
      filled.add(slot instanceof List<?> inner ? filled(size, inner) : size);
    }
    return filled;
  }
}
