package io.kerasport.core.clone;

import io.kerasport.model.Config;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recognises layers that {@code model.quantize} changed, by their dtype policy. */
final class Quantization {
  private static final String FROM = "_from_";

  private Quantization() {}

  /** What a {@code dtype} entry quantizes to, such as {@code int8}; empty if it does not. */
  static Optional<String> mode(@Nullable Object dtype) {
    if (dtype instanceof String name) {
      int from = name.indexOf(FROM);
      return from < 0 ? Optional.empty() : Optional.of(name.substring(0, from));
    }
    if (dtype instanceof Config policy && policy.get("config") instanceof Config config) {
      return config.get("mode") instanceof String mode
          ? Optional.of(mode)
          : config.get("name") instanceof String name ? mode(name) : Optional.empty();
    }
    return Optional.empty();
  }

  /** Says that a layer is quantized, and the way out. */
  static String refused(String mode) {
    return "the layer is quantized to `"
        + mode
        + "`, and only floating-point weights are exported; save the model before model.quantize";
  }
}
