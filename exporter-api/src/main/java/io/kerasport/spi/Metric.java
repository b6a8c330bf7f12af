package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.model.TensorSpec;
import java.util.List;

/** A metric with its state, bound under every class and function name files use for it. */
public interface Metric {
  /**
   * What the settings ask for, or the prediction's shape rules out, that cannot be done, one
   * sentence each; asked before anything is built.
   */
  default List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    return List.of();
  }

  /** The variables of the metric. */
  List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction);

  /**
   * Adds the ops that take one batch into the state, through {@link MetricCall#add} and {@code
   * assign}.
   */
  void update(MetricCall call);

  /**
   * Adds the ops that compute the metric from the state alone.
   *
   * @return the value
   */
  Operand result(MetricResultCall call);
}
