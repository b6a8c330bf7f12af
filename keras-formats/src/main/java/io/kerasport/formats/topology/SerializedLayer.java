package io.kerasport.formats.topology;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One serialized object: class, configuration and whatever stands beside.
 *
 * @param entry the whole object
 * @param className the class; bare operations are called {@code keras.ops.<Class>}, calls of
 *     TensorFlow's functions {@code tf.<function>}
 * @param registeredName the name of a custom class, or null
 * @param config its configuration
 * @param name the layer's name
 */
record SerializedLayer(
    Config entry, String className, @Nullable String registeredName, Config config, String name) {
  private static final String OPERATION = "keras.ops.";
  private static final String FUNCTION = "tf.";
  private static final Set<String> FUNCTION_CALLS = Set.of("TFOpLambda", "SlicingOpLambda");

  /** Layers whose configurations have fewer entries than those of others. */
  private static final Set<String> PLAIN_LAYERS =
      Set.of(
          "Discretization",
          "HashedCrossing",
          "Pipeline",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D");

  private static final char PACKAGE_END = '>';

  static SerializedLayer of(@Nullable Object value, KerasGeneration generation, Place place) {
    if (!(value instanceof Config entry)) {
      throw place.error("A serialized object was expected, found " + kind(value));
    }
    return place.read(() -> of(entry, generation));
  }

  private static SerializedLayer of(Config entry, KerasGeneration generation) {
    String stated = entry.string("class_name");
    Config config = config(entry);
    String name =
        entry
            .optionalString("name")
            .or(() -> config.optionalString("name"))
            .orElseGet(() -> stated.toLowerCase(Locale.ROOT));
    if (isOperation(entry, config, generation)) {
      return new SerializedLayer(entry, OPERATION + stated, null, config, name);
    }
    if (FUNCTION_CALLS.contains(stated) && generation == KerasGeneration.KERAS_2) {
      return new SerializedLayer(entry, FUNCTION + config.string("function"), null, config, name);
    }
    int end = stated.indexOf(PACKAGE_END);
    if (end >= 0) {
      return new SerializedLayer(entry, stated.substring(end + 1), stated, config, name);
    }
    Optional<String> registered = entry.optionalString("registered_name");
    return new SerializedLayer(entry, stated, registered.orElse(null), config, name);
  }

  /** Before Keras 2.2.3 a Sequential model's configuration was the bare list of its layers. */
  private static Config config(Config entry) {
    if (entry.get("config") instanceof List<?> layers) {
      Map<String, @Nullable Object> wrapped = new LinkedHashMap<>();
      wrapped.put("layers", layers);
      return Config.of(wrapped);
    }
    return entry.object("config");
  }

  /**
   * Whether a Keras 3 object is a bare operation. The module says so; HDF5 files store none, and
   * there the sign is that a called operation lacks the entry every layer has.
   */
  private static boolean isOperation(Config entry, Config config, KerasGeneration generation) {
    if (generation != KerasGeneration.KERAS_3) {
      return false;
    }
    Optional<String> module = entry.optionalString("module");
    if (module.isPresent()) {
      return module.get().startsWith("keras.src.ops") || module.get().startsWith("keras.ops");
    }
    return entry.get("inbound_nodes") instanceof List<?> calls
        && !calls.isEmpty()
        && !config.has("layers")
        && entry.string("class_name").indexOf(PACKAGE_END) < 0
        && !PLAIN_LAYERS.contains(entry.string("class_name"))
        && !config.entries().containsKey("trainable");
  }

  boolean isOperation() {
    return className.startsWith(OPERATION);
  }

  /** Whether a layer is a call of a function of TensorFlow. */
  static boolean isFunction(String className) {
    return className.startsWith(FUNCTION);
  }

  /** Whether this is a model whose topology is written out. */
  boolean isModel() {
    return isSequential() || isFunctional();
  }

  boolean isSequential() {
    return className.equals("Sequential") && config.get("layers") instanceof List<?>;
  }

  boolean isFunctional() {
    return config.get("layers") instanceof List<?>
        && config.entries().containsKey("input_layers")
        && config.entries().containsKey("output_layers");
  }

  static String kind(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Config) {
      return "an object";
    }
    return value instanceof List<?> ? "a list" : "`" + value + "`";
  }
}
