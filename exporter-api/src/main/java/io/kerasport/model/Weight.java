package io.kerasport.model;

import org.jspecify.annotations.Nullable;

/**
 * One stored weight of a layer, not yet read.
 *
 * @param name the weight's name relative to its layer, such as {@code kernel} or {@code
 *     forward_lstm/lstm_cell/bias}; null where the file stores weights by position only
 * @param spec element type and full shape
 * @param data streams the values
 * @param origin where the values are, for error messages: file and path inside it
 */
public record Weight(@Nullable String name, TensorSpec spec, WeightData data, String origin) {
  public Weight {
    if (!spec.shape().isFullyKnown()) {
      throw new IllegalArgumentException(
          "weight " + name + " has the partial shape " + spec.shape());
    }
  }
}
