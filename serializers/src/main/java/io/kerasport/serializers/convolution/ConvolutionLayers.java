package io.kerasport.serializers.convolution;

import io.kerasport.spi.LayerSerializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the convolution layers. */
public final class ConvolutionLayers {
  private static final int MOST_AXES = 3;

  private ConvolutionLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    Map<String, LayerSerializer> layers = new LinkedHashMap<>();
    for (int axes = 1; axes <= MOST_AXES; axes++) {
      String rank = axes + "D";
      layers.put("Conv" + rank, new Convolution(axes));
      layers.put("Convolution" + rank, new Convolution(axes));
      layers.put("Conv" + rank + "Transpose", new TransposedConvolution(axes));
      layers.put("Convolution" + rank + "Transpose", new TransposedConvolution(axes));
    }
    for (int axes = 1; axes < MOST_AXES; axes++) {
      String rank = axes + "D";
      layers.put("DepthwiseConv" + rank, new DepthwiseConv(axes));
      layers.put("SeparableConv" + rank, new SeparableConv(axes));
      layers.put("SeparableConvolution" + rank, new SeparableConv(axes));
      layers.put("LocallyConnected" + rank, new LocallyConnected(axes));
    }
    return layers;
  }
}
