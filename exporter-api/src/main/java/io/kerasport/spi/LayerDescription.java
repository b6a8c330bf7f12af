package io.kerasport.spi;

import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.DTypePolicy;
import io.kerasport.model.KerasGeneration;

/**
 * What a serializer may know of a layer before its graph exists.
 *
 * @param name the layer's name
 * @param config its configuration
 * @param generation the Keras whose meaning the configuration has
 */
public record LayerDescription(String name, Config config, KerasGeneration generation) {
  /** Whether the layer has Keras 2 meaning. */
  public boolean isKeras2() {
    return generation == KerasGeneration.KERAS_2;
  }

  /** The element type of the layer's math; floating point inputs and weights arrive in it. */
  public DType computeDType() {
    return DTypePolicy.of(config.get("dtype")).compute();
  }

  /** The element type of the layer's variables. */
  public DType variableDType() {
    return DTypePolicy.of(config.get("dtype")).variable();
  }
}
