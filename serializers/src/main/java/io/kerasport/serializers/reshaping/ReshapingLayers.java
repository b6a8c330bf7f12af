package io.kerasport.serializers.reshaping;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the reshaping layers. */
public final class ReshapingLayers {
  private ReshapingLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Flatten", new Flatten()),
        entry("Reshape", new Reshape()),
        entry("Permute", new Permute()),
        entry("RepeatVector", new RepeatVector()),
        entry("ZeroPadding2D", new ZeroPadding2D()),
        entry("Cropping2D", new Cropping2D()),
        entry("UpSampling2D", new UpSampling2D()));
  }
}
