package io.kerasport.core.objective;

import io.kerasport.core.graph.NamedOperand;
import io.kerasport.graph.Operand;
import java.util.List;

/**
 * What a graph measures.
 *
 * @param targets the placeholders of the targets, keyed by the names of their outputs
 * @param loss the total loss as Keras reports it, a scalar
 * @param minimized what training minimizes: the loss, or where losses are not reduced a tensor that
 *     stands for the sum of its elements
 * @param metrics the metrics
 */
public record Objective(
    List<NamedOperand> targets, Operand loss, Operand minimized, List<BuiltMetric> metrics) {
  public Objective {
    targets = List.copyOf(targets);
    metrics = List.copyOf(metrics);
  }

  /** The variables in which the metrics keep their state, in order. */
  public List<StateVariable> stateVariables() {
    return metrics.stream().flatMap(metric -> metric.variables().stream()).toList();
  }
}
