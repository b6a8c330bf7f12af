package io.kerasport.serializers.normalization;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the normalization layers. */
public final class NormalizationLayers {
  private NormalizationLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    LayerSerializer batch = new BatchNormalization();
    return Map.ofEntries(
        entry("LayerNormalization", new LayerNormalization()),
        entry("LayerScale", new LayerScale()),
        entry("RMSNormalization", new RMSNormalization()),
        entry("GroupNormalization", new GroupNormalization()),
        entry("UnitNormalization", new UnitNormalization()),
        entry("BatchNormalization", batch),
        entry("BatchNormalizationV1", batch),
        entry("BatchNormalizationV2", batch));
  }
}
