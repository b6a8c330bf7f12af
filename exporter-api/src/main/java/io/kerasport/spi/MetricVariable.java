package io.kerasport.spi;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.TensorSpec;

/**
 * A variable in which a metric keeps its state between batches.
 *
 * @param name its name in Keras, such as {@code total}
 * @param initial its value before the first batch
 */
public record MetricVariable(String name, TensorValue initial) {
  /** Element type and shape. */
  public TensorSpec spec() {
    return initial.spec();
  }
}
