package io.kerasport.serializers.convolution;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the convolution layers. */
public final class ConvolutionLayers {
  private ConvolutionLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    LayerSerializer conv = new Conv2D();
    return Map.ofEntries(entry("Conv2D", conv), entry("Convolution2D", conv));
  }
}
