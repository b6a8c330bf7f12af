package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import io.kerasport.model.KerasTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads references to tensors: {@code [layer, call, tensor]}. */
final class References {
  private static final int LARGEST_INDEX = 1 << 20;

  private References() {}

  /** Whether a value has the form of a reference, with or without keyword arguments behind. */
  static boolean isReference(@Nullable Object value) {
    return value instanceof List<?> list
        && (list.size() == 3 || (list.size() == 4 && isKeywords(list.get(3))))
        && list.get(0) instanceof String
        && list.get(1) instanceof Long
        && list.get(2) instanceof Long;
  }

  private static boolean isKeywords(@Nullable Object value) {
    return value == null || value instanceof Config;
  }

  static KerasTensor read(@Nullable Object value, Place place) {
    if (!isReference(value) || !(value instanceof List<?> list)) {
      throw place.error(
          "A reference [layer, call, output] was expected, found " + SerializedLayer.kind(value));
    }
    return new KerasTensor(
        (String) list.get(0), index(list.get(1), place), index(list.get(2), place));
  }

  private static int index(@Nullable Object value, Place place) {
    if (value instanceof Long number && number >= 0 && number < LARGEST_INDEX) {
      return number.intValue();
    }
    throw place.error("A reference has the index " + value);
  }

  /** All references of a structure, flattened as Keras does: dicts by sorted keys. */
  static List<KerasTensor> flatten(@Nullable Object structure, Place place) {
    List<KerasTensor> found = new ArrayList<>();
    flatten(structure, place, found);
    return found;
  }

  private static void flatten(@Nullable Object structure, Place place, List<KerasTensor> into) {
    if (isReference(structure)) {
      into.add(read(structure, place));
    } else if (structure instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(list.get(i), place.item(i), into);
      }
    } else if (structure instanceof Config dict) {
      new TreeMap<>(dict.entries()).forEach((key, value) -> flatten(value, place.key(key), into));
    } else {
      throw place.error("References were expected, found " + SerializedLayer.kind(structure));
    }
  }
}
