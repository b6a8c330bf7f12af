package io.kerasport.serializers.pooling;

import io.kerasport.graph.ReduceOps;
import io.kerasport.spi.LayerSerializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the pooling layers. */
public final class PoolingLayers {
  private static final int MOST_AXES = 3;

  private PoolingLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    Map<String, LayerSerializer> layers = new LinkedHashMap<>();
    for (int axes = 1; axes <= MOST_AXES; axes++) {
      String rank = axes + "D";
      LayerSerializer max = new Pooling("MaxPool", axes);
      LayerSerializer average = new Pooling("AvgPool", axes);
      LayerSerializer globalMax = new GlobalPooling(ReduceOps::max, axes);
      LayerSerializer globalAverage =
          axes == 1 ? new MaskedAverage() : new GlobalPooling(ReduceOps::mean, axes);
      layers.put("MaxPooling" + rank, max);
      layers.put("MaxPool" + rank, max);
      layers.put("AveragePooling" + rank, average);
      layers.put("AvgPool" + rank, average);
      layers.put("GlobalMaxPooling" + rank, globalMax);
      layers.put("GlobalMaxPool" + rank, globalMax);
      layers.put("GlobalAveragePooling" + rank, globalAverage);
      layers.put("GlobalAvgPool" + rank, globalAverage);
      layers.put("AdaptiveMaxPooling" + rank, new AdaptivePooling(false, axes));
      layers.put("AdaptiveAveragePooling" + rank, new AdaptivePooling(true, axes));
    }
    return layers;
  }
}
