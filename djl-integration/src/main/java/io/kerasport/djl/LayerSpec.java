package io.kerasport.djl;

import io.kerasport.model.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Keras layer, or a bare operation of Keras, before it has a name.
 *
 * @param module where Keras has the class
 * @param className the class
 * @param registeredName the name a custom class is registered under; null for those of Keras
 * @param config its settings, without name and element type
 * @param weights its weights in Keras' order
 */
record LayerSpec(
    String module,
    String className,
    @Nullable String registeredName,
    Map<String, @Nullable Object> config,
    List<Weight> weights) {
  private static final String OPERATIONS = "keras.src.ops.";

  static LayerSpec layer(String className) {
    return new LayerSpec("keras.layers", className, null, Map.of(), List.of());
  }

  /** An operation of {@code keras.ops}. */
  static LayerSpec operation(String module, String className) {
    return new LayerSpec(OPERATIONS + module, className, null, Map.of(), List.of());
  }

  LayerSpec with(String key, @Nullable Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(config);
    more.put(key, value);
    return new LayerSpec(module, className, registeredName, more, weights);
  }

  LayerSpec weights(List<Weight> stored) {
    return new LayerSpec(module, className, registeredName, config, List.copyOf(stored));
  }

  boolean isOperation() {
    return module.startsWith(OPERATIONS);
  }
}
