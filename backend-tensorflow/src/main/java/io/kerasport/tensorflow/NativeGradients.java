package io.kerasport.tensorflow;

import io.kerasport.spi.GradientRule;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The gradients that TensorFlow's C++ library knows itself. */
final class NativeGradients {
  /** What it gets wrong, or refuses. */
  private static final Set<String> UNUSABLE =
      Set.of(
          // does not sum over the axes along which it broadcast
          "Atan2");

  private final OpDefinitions ops;

  NativeGradients(OpDefinitions ops) {
    this.ops = ops;
  }

  Optional<GradientRule> rule(String type) {
    return !UNUSABLE.contains(type) && tensorflow.TFJ_HasGradient(type)
        ? Optional.of(new NativeGradientRule(ops))
        : Optional.empty();
  }
}
