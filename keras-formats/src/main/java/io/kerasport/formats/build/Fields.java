package io.kerasport.formats.build;

import io.kerasport.model.Config;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the entries of an object in the order in which Keras writes them. */
final class Fields {
  private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

  Fields with(String key, @Nullable Object value) {
    entries.put(key, value);
    return this;
  }

  Config config() {
    return Config.of(entries);
  }

  /** An object of a class, as Keras writes it. */
  static Fields object(
      @Nullable String module, String className, Config config, @Nullable String registeredName) {
    return new Fields()
        .with("module", module)
        .with("class_name", className)
        .with("config", config)
        .with("registered_name", registeredName);
  }

  /** An object of a custom class, by the name it is registered under. */
  static Fields customObject(String registeredName, Config config) {
    String className = registeredName.substring(registeredName.lastIndexOf('>') + 1);
    return object(null, className, config, registeredName);
  }
}
