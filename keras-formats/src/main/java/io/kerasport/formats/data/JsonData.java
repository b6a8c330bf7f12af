package io.kerasport.formats.data;

import io.kerasport.formats.json.JsonReader;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.run.DataReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tensors in a JSON object, by name or in the two forms of TensorFlow Serving. */
final class JsonData {
  private static final String INPUTS = "inputs";
  private static final String INSTANCES = "instances";

  private JsonData() {}

  static Map<String, TensorValue> read(byte[] utf8, String where) {
    Config json = new JsonReader().read(utf8, where);
    if (json.has(INSTANCES)) {
      return instances(json.list(INSTANCES));
    }
    Object inputs = json.get(INPUTS);
    if (inputs instanceof List<?>) {
      return Map.of(DataReader.UNNAMED, NestedLists.tensor(DataReader.UNNAMED, inputs));
    }
    return byName(inputs instanceof Config object ? object : json);
  }

  private static Map<String, TensorValue> byName(Config object) {
    Map<String, TensorValue> tensors = new LinkedHashMap<>();
    object.entries().forEach((name, value) -> tensors.put(name, NestedLists.tensor(name, value)));
    return tensors;
  }

  /** One entry for each sample: an object of tensors by name, or the only tensor. */
  private static Map<String, TensorValue> instances(List<@Nullable Object> samples) {
    Map<String, List<@Nullable Object>> byName = new LinkedHashMap<>();
    for (Object sample : samples) {
      Map<String, @Nullable Object> values =
          sample instanceof Config object
              ? object.entries()
              : Map.of(DataReader.UNNAMED, requireValue(sample));
      values.forEach(
          (name, value) -> byName.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
    }
    Map<String, TensorValue> tensors = new LinkedHashMap<>();
    byName.forEach(
        (name, values) -> {
          if (values.size() != samples.size()) {
            throw new DataFormatException(
                "`" + name + "` is in " + values.size() + " of " + samples.size() + " instances");
          }
          tensors.put(name, NestedLists.tensor(name, values));
        });
    return tensors;
  }

  private static Object requireValue(@Nullable Object sample) {
    if (sample == null) {
      throw new DataFormatException("an instance is null");
    }
    return sample;
  }
}
