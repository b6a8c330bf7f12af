package io.kerasport.serializers.merging;

import static java.util.Map.entry;

import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the merging layers. */
public final class MergingLayers {
  private MergingLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Add", new ElementwiseMerge(Ops::add)),
        entry("Subtract", new Subtract()),
        entry("Multiply", new Multiply()),
        entry("Average", new Average()),
        entry("Maximum", new Extreme(Ops::maximum)),
        entry("Minimum", new Extreme(Ops::minimum)),
        entry("Concatenate", new Concatenate()),
        entry("Dot", new Dot()),
        entry("CustomScaleLayer", new ScaledAdd()));
  }
}
