package io.kerasport.serializers.regularization;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the layers that act in training only. */
public final class RegularizationLayers {
  private RegularizationLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.of("Dropout", new Dropout());
  }
}
