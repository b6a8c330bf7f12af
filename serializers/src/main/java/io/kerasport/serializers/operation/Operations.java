package io.kerasport.serializers.operation;

import io.kerasport.spi.LayerSerializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the bare operations. */
public final class Operations {
  private static final String KERAS = "keras.ops.";

  private Operations() {}

  /** Serializers by the name that a model has for the operation's class or function. */
  public static Map<String, LayerSerializer> byName() {
    Map<String, Operation> operations = keras3();
    Map<String, LayerSerializer> all = new LinkedHashMap<>();
    operations.forEach((name, operation) -> all.put(KERAS + name, operation));
    all.putAll(TensorFlowFunctions.of(operations));
    all.put("TensorFlowOpLayer", new RawOp());
    return all;
  }

  private static Map<String, Operation> keras3() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.putAll(Arithmetic.byName());
    all.putAll(Functions.byName());
    all.putAll(ActivationOperations.byName());
    all.putAll(Reductions.byName());
    all.putAll(Arrangements.byName());
    all.putAll(Joins.byName());
    all.putAll(Choices.byName());
    all.putAll(Products.byName());
    all.putAll(Normalizations.byName());
    all.put("DotProductAttention", Operation.of("query key value bias mask scale", Attention::of));
    all.putAll(Fillings.byName());
    all.putAll(Images.byName());
    return all;
  }
}
