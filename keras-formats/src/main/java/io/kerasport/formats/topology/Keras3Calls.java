package io.kerasport.formats.topology;

import io.kerasport.model.CallArgument;
import io.kerasport.model.Config;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls of a layer as Keras 3 writes them: {@code {"args": […], "kwargs": {…}}}. */
final class Keras3Calls {
  private static final String TENSOR = "__keras_tensor__";

  private Keras3Calls() {}

  static boolean isCall(@Nullable Object value) {
    return value instanceof Config call && call.get("args") instanceof List<?>;
  }

  static RawCall read(Config call, Place place) {
    List<CallArgument> arguments = new ArrayList<>();
    List<@Nullable Object> values = place.read(() -> call.list("args"));
    for (int i = 0; i < values.size(); i++) {
      arguments.add(argument(values.get(i), place.key("args").item(i)));
    }
    Map<String, CallArgument> keywords = new LinkedHashMap<>();
    place
        .read(() -> call.optionalObject("kwargs"))
        .orElse(Config.empty())
        .entries()
        .forEach((key, value) -> keywords.put(key, argument(value, place.key(key))));
    return new RawCall(arguments, keywords);
  }

  private static CallArgument argument(@Nullable Object value, Place place) {
    if (value instanceof List<?> list) {
      List<CallArgument> items = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        items.add(argument(list.get(i), place.item(i)));
      }
      return new CallArgument.Sequence(items);
    }
    if (!(value instanceof Config object)) {
      return new CallArgument.Constant(value);
    }
    if (TENSOR.equals(object.get("class_name"))) {
      Config tensor = place.read(() -> object.object("config"));
      return new CallArgument.Tensor(
          References.read(tensor.get("keras_history"), place.key("keras_history")));
    }
    if (object.has("class_name")) {
      return new CallArgument.Constant(object);
    }
    Map<String, CallArgument> entries = new LinkedHashMap<>();
    object.entries().forEach((key, item) -> entries.put(key, argument(item, place.key(key))));
    return new CallArgument.Mapping(entries);
  }
}
