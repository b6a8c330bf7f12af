package io.kerasport.serializers.core;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the core layers. */
public final class CoreLayers {
  private CoreLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(entry("Dense", new Dense()), entry("Activation", new ActivationLayer()));
  }
}
