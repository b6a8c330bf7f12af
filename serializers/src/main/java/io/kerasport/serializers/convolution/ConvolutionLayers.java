package io.kerasport.serializers.convolution;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the convolution layers. */
public final class ConvolutionLayers {
  private ConvolutionLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Conv2D", new Conv2D()),
        entry("Convolution2D", new Conv2D()),
        entry("DepthwiseConv2D", new DepthwiseConv2D()),
        entry("SeparableConv2D", new SeparableConv2D()),
        entry("SeparableConvolution2D", new SeparableConv2D()));
  }
}
