package io.kerasport.serializers.regularizer;

import io.kerasport.spi.Regularizer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the regularizers. */
public final class Regularizers {
  private static final double DEFAULT_FACTOR = 0.01;

  private Regularizers() {}

  /** Regularizers by every class and function name files use. */
  public static Map<String, Regularizer> byName() {
    Map<String, Regularizer> all = new LinkedHashMap<>();
    put(all, new WeightDecay(DEFAULT_FACTOR, 0), "L1", "l1");
    put(all, new WeightDecay(0, DEFAULT_FACTOR), "L2", "l2");
    put(all, new WeightDecay(0, 0), "L1L2", "l1l2");
    put(all, new WeightDecay(DEFAULT_FACTOR, DEFAULT_FACTOR), "l1_l2");
    put(all, new OrthogonalRegularizer(), "OrthogonalRegularizer", "orthogonal_regularizer");
    return all;
  }

  private static void put(Map<String, Regularizer> all, Regularizer regularizer, String... names) {
    for (String name : names) {
      all.put(name, regularizer);
    }
  }
}
