package io.kerasport.serializers.attention;

import static java.util.Map.entry;

import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the attention layers. */
public final class AttentionLayers {
  private AttentionLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.ofEntries(
        entry("Attention", new DotAttention()),
        entry("AdditiveAttention", new AdditiveAttention()),
        entry("MultiHeadAttention", new MultiHeadAttention()),
        entry("GroupQueryAttention", new GroupedQueryAttention()));
  }
}
