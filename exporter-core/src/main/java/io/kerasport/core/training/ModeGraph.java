package io.kerasport.core.training;

import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The complete graph of one mode. Closing it frees what the backend holds for it.
 *
 * @param forward from inputs to predictions
 * @param objective loss and metrics; empty for serving
 * @param step the training step, or the count of steps for evaluation; empty for serving
 */
public record ModeGraph(
    ForwardGraph forward, Optional<Objective> objective, Optional<TrainingStep> step)
    implements AutoCloseable {

  /** Every variable that is in the checkpoint: weights, then the optimizer's. */
  public List<GraphVariable> variables() {
    List<GraphVariable> all = new ArrayList<>();
    forward.variables().stream().map(LayerVariable::variable).forEach(all::add);
    step.ifPresent(present -> all.addAll(present.state().variables()));
    return all;
  }

  @Override
  public void close() {
    forward.close();
  }
}
