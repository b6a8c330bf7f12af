package io.kerasport.serializers.preprocessing;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the numeric preprocessing layers. */
public final class PreprocessingLayers {
  private PreprocessingLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Rescaling", new Rescaling()),
        entry("CategoryEncoding", new CategoryEncoding()),
        entry("CenterCrop", new CenterCrop()),
        entry("Resizing", new Resizing()),
        entry("Normalization", new Normalization()));
  }
}
