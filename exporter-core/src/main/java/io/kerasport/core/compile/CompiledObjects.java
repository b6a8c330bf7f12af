package io.kerasport.core.compile;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads losses and metrics in one form, whether a name, an object or a function stands there. */
final class CompiledObjects {
  private static final String FUNCTION = "fn";
  private static final Set<String> WRAPPERS =
      Set.of("LossFunctionWrapper", "MeanMetricWrapper", "SumOverBatchSizeMetricWrapper");

  private CompiledObjects() {}

  /**
   * Reads an entry; empty for null. Objects always have a name, which only strings lack; a function
   * that Keras has wrapped stands for itself, with the wrapper's settings.
   *
   * @throws io.kerasport.model.ConfigException if the entry has another form
   */
  static Optional<KerasObject> of(String key, @Nullable Object entry, KerasGeneration generation) {
    Optional<KerasObject> read = KerasObject.of(key, entry);
    boolean isObject = entry instanceof Config object && !(object.get("config") instanceof String);
    return read.map(object -> isObject ? unwrapped(named(object, generation)) : object);
  }

  private static KerasObject named(KerasObject object, KerasGeneration generation) {
    return object.config().has("name")
        ? object
        : with(object, object.config().with("name", DefaultNames.of(object.name(), generation)));
  }

  private static KerasObject unwrapped(KerasObject object) {
    if (!WRAPPERS.contains(object.name())) {
      return object;
    }
    return KerasObject.of(FUNCTION, object.config().get(FUNCTION))
        .map(function -> with(function, merged(function.config(), object.config())))
        .orElse(object);
  }

  /** The function's own settings, and those of the wrapper but for the function. */
  private static Config merged(Config function, Config wrapper) {
    Config merged = function;
    for (String key : wrapper.entries().keySet()) {
      if (!key.equals(FUNCTION)) {
        merged = merged.with(key, wrapper.get(key));
      }
    }
    return merged;
  }

  private static KerasObject with(KerasObject object, Config config) {
    return new KerasObject(object.name(), object.registeredName(), config);
  }
}
