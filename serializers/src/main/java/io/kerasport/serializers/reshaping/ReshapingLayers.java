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
        entry("ZeroPadding1D", new ZeroPadding(1)),
        entry("ZeroPadding2D", new ZeroPadding(2)),
        entry("ZeroPadding3D", new ZeroPadding(3)),
        entry("Cropping1D", new Cropping(1)),
        entry("Cropping2D", new Cropping(2)),
        entry("Cropping3D", new Cropping(3)),
        entry("UpSampling1D", new Repetition(1)),
        entry("UpSampling3D", new Repetition(3)),
        entry("UpSampling2D", new UpSampling2D()));
  }
}
