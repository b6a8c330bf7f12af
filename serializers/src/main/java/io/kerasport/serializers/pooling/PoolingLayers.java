package io.kerasport.serializers.pooling;

import static java.util.Map.entry;

import io.kerasport.graph.NnOps;
import io.kerasport.graph.ReduceOps;
import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the pooling layers. */
public final class PoolingLayers {
  private PoolingLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    LayerSerializer max = new Pooling2D(NnOps::maxPool);
    LayerSerializer average = new Pooling2D(NnOps::avgPool);
    LayerSerializer globalMax = new GlobalPooling2D(ReduceOps::max);
    LayerSerializer globalAverage = new GlobalPooling2D(ReduceOps::mean);
    return Map.ofEntries(
        entry("MaxPooling2D", max),
        entry("MaxPool2D", max),
        entry("AveragePooling2D", average),
        entry("AvgPool2D", average),
        entry("GlobalMaxPooling2D", globalMax),
        entry("GlobalMaxPool2D", globalMax),
        entry("GlobalAveragePooling2D", globalAverage),
        entry("GlobalAvgPool2D", globalAverage));
  }
}
