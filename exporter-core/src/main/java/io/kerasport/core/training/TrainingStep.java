package io.kerasport.core.training;

import io.kerasport.graph.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What makes a graph train.
 *
 * @param trainOp does one step; empty in a graph that only counts steps
 * @param state the optimizer's variables; in a graph that does not train only the count of steps
 * @param warnings what whoever trains should know, one sentence each
 */
public record TrainingStep(
    Optional<Operation> trainOp, OptimizerState state, List<String> warnings) {
  public TrainingStep {
    warnings = List.copyOf(warnings);
  }
}
