package io.kerasport.serializers.activation;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the layers that are one activation function. */
public final class ActivationLayers {
  private ActivationLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("ReLU", new ReLU()),
        entry("PReLU", new PReLU()),
        entry("ELU", new ELU()),
        entry("ThresholdedReLU", new ThresholdedReLU()),
        entry("LeakyReLU", new LeakyReLU()),
        entry("Softmax", new Softmax()));
  }
}
