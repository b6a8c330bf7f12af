package io.kerasport.spi;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;

/**
 * What an extension may know of a loss, metric or optimizer before its graph exists.
 *
 * @param name the class or function name it was asked for by
 * @param config its settings
 * @param generation the Keras whose meaning and defaults the settings have
 */
public record ObjectDescription(String name, Config config, KerasGeneration generation) {
  /** Whether the settings have Keras 2 meaning. */
  public boolean isKeras2() {
    return generation == KerasGeneration.KERAS_2;
  }
}
