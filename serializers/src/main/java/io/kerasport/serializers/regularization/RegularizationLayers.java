package io.kerasport.serializers.regularization;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the layers that act in training only. */
public final class RegularizationLayers {
  private RegularizationLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    LayerSerializer wholeChannels = new Dropout(Noise::ofChannels);
    return Map.ofEntries(
        entry("Dropout", new Dropout(Noise::configured)),
        entry("SpatialDropout1D", wholeChannels),
        entry("SpatialDropout2D", wholeChannels),
        entry("SpatialDropout3D", wholeChannels),
        entry("AlphaDropout", new AlphaDropout()),
        entry("GaussianDropout", new GaussianDropout()),
        entry("GaussianNoise", new GaussianNoise()),
        entry("StochasticDepth", new StochasticDepth()),
        entry("ActivityRegularization", new ActivityRegularization()),
        entry("AddLoss", new AddLoss()));
  }
}
