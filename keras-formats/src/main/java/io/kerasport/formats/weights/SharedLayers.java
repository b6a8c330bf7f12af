package io.kerasport.formats.weights;

import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Layers that several models, or several wrappers, hold in common. An archive holds their weights
 * where they come up first. Their configuration is written out each time; a {@code
 * shared_object_id} marks it as known from the second time on, and only the equal configuration
 * tells which layer it was.
 */
final class SharedLayers {
  private static final String ID = "shared_object_id";

  private final Map<String, Origin> origins = new HashMap<>();
  private final Map<Config, Origin> firsts = new HashMap<>();

  /**
   * Where a layer's weights are.
   *
   * @param path the path of the layer that has them
   * @param attribute the attribute it holds the shared layer by; empty if it is that layer
   * @param ownAttribute the attribute of the layer that lacks them
   */
  record Origin(String path, String attribute, String ownAttribute) {}

  private SharedLayers() {}

  static SharedLayers of(Model model) {
    SharedLayers shared = new SharedLayers();
    if (holdsMark(model)) {
      shared.collect(model, "");
    }
    return shared;
  }

  /** Where the weights of a layer are if it came up before; empty if it did not. */
  Optional<Origin> origin(String path) {
    return Optional.ofNullable(origins.get(path));
  }

  private static boolean holdsMark(Model model) {
    for (Config entry : entries(model).values()) {
      if (isMarkedLayer(entry)
          || parts(entry).values().stream().anyMatch(SharedLayers::isMarkedLayer)) {
        return true;
      }
    }
    return model.layers().stream()
        .map(Layer::nested)
        .anyMatch(nested -> nested != null && holdsMark(nested));
  }

  private void collect(Model model, String prefix) {
    Map<String, Config> entries = entries(model);
    for (Layer layer : model.layers()) {
      String path = prefix + layer.name();
      Model nested = layer.nested();
      Config entry = entries.get(layer.name());
      if (nested != null) {
        collect(nested, path + "/");
      } else if (entry != null) {
        note(entry, path, "");
        parts(entry).forEach((attribute, part) -> note(part, path, attribute + "/"));
      }
    }
  }

  private void note(Config object, String path, String attribute) {
    Config plain = withoutMarks(object);
    Origin first = firsts.get(plain);
    if (first == null) {
      firsts.put(plain, new Origin(path, attribute, attribute));
    } else if (isMarkedLayer(object)) {
      origins.putIfAbsent(path, new Origin(first.path(), first.attribute(), attribute));
    }
  }

  /** The serialized layers of a model, by name. */
  private static Map<String, Config> entries(Model model) {
    Map<String, Config> found = new HashMap<>();
    if (model.source().get("config") instanceof Config config
        && config.get("layers") instanceof List<?> layers) {
      for (Object layer : layers) {
        if (layer instanceof Config entry && entry.get("config") instanceof Config own) {
          Object name = entry.has("name") ? entry.get("name") : own.get("name");
          if (name instanceof String text) {
            found.put(text, entry);
          }
        }
      }
    }
    return found;
  }

  /** The layers that a wrapper holds, by attribute. */
  private static Map<String, Config> parts(Config entry) {
    Map<String, Config> found = new LinkedHashMap<>();
    if (entry.get("config") instanceof Config config) {
      config
          .entries()
          .forEach(
              (attribute, value) -> {
                if (value instanceof Config part && isLayer(part)) {
                  found.put(attribute, part);
                }
              });
    }
    return found;
  }

  private static boolean isLayer(Config object) {
    return object.get("config") instanceof Config config
        && config.has("name")
        && config.has("trainable");
  }

  private static boolean isMarkedLayer(Config object) {
    return object.has(ID) && isLayer(object);
  }

  /** Class and configuration, without marks at any depth. */
  private static Config withoutMarks(Config object) {
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    kept.put("class_name", object.get("class_name"));
    kept.put("config", strip(object.get("config")));
    return Config.of(kept);
  }

  private static @Nullable Object strip(@Nullable Object value) {
    if (value instanceof Config object) {
      Map<String, @Nullable Object> kept = new LinkedHashMap<>();
      object
          .entries()
          .forEach(
              (key, item) -> {
                if (!key.equals(ID)) {
                  kept.put(key, strip(item));
                }
              });
      return Config.of(kept);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> items = new ArrayList<>();
      list.forEach(item -> items.add(strip(item)));
      return items;
    }
    return value;
  }
}
