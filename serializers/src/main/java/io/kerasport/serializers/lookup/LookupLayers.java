package io.kerasport.serializers.lookup;

import io.kerasport.model.DType;
import io.kerasport.spi.LayerSerializer;
import java.util.Map;

/** The names of the layers that find numbers of categories. */
public final class LookupLayers {
  private LookupLayers() {}

  /** Serializers by Keras class name. */
  public static Map<String, LayerSerializer> byName() {
    return Map.of(
        "Discretization", new Discretization(),
        "HashedCrossing", new HashedCrossing(),
        "Hashing", new Hashing(),
        "IntegerLookup", new IndexLookup(DType.INT64),
        "StringLookup", new IndexLookup(DType.STRING),
        "TextVectorization", new TextVectorization());
  }
}
