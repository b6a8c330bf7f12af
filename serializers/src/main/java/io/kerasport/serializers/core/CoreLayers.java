package io.kerasport.serializers.core;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the core layers. */
public final class CoreLayers {
  private CoreLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Dense", new Dense()),
        entry("EinsumDense", new EinsumDense()),
        entry("Activation", new ActivationLayer()),
        entry("Embedding", new Embedding()),
        entry("ReversibleEmbedding", new ReversibleEmbedding()),
        entry("Masking", new Masking()),
        entry("Identity", new Identity()));
  }
}
