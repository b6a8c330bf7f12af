package io.kerasport.serializers.regularization;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the layers that act in training only. */
public final class RegularizationLayers {
  private RegularizationLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Dropout", Dropout.ofElements()),
        entry("SpatialDropout1D", Dropout.ofChannels(1)),
        entry("SpatialDropout2D", Dropout.ofChannels(2)),
        entry("SpatialDropout3D", Dropout.ofChannels(3)),
        entry("AlphaDropout", new AlphaDropout()),
        entry("GaussianDropout", new GaussianDropout()),
        entry("GaussianNoise", new GaussianNoise()),
        entry("StochasticDepth", new StochasticDepth()),
        entry("ActivityRegularization", new ActivityRegularization()),
        entry("AddLoss", new AddLoss()));
  }
}
