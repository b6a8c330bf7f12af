package io.kerasport.core.objective;

import io.kerasport.core.backend.NodeSpec;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.Optional;

/**
 * A loss in a graph under assembly.
 *
 * @param source the prediction before it was cast to the element type losses are computed in
 */
record GraphLossCall(
    ObjectDescription description,
    Ops ops,
    Operand target,
    Operand prediction,
    Operand source,
    ScopedGraphBuilder graph)
    implements LossCall {
  @Override
  public Optional<Operand> logits(String activationOp) {
    Operand made = source;
    // An identity between activation and output changes nothing.
    while (made.operation().type().equals("Identity")) {
      made = firstInput(made);
    }
    if (!made.operation().type().equals(activationOp)) {
      return Optional.empty();
    }
    Operand logits = firstInput(made);
    return Optional.of(
        logits.dtype() == prediction.dtype() ? logits : ops.cast(logits, prediction.dtype()));
  }

  private Operand firstInput(Operand operand) {
    NodeSpec spec = graph.specOf(operand.operation());
    return spec.inputs().get(0).operands().get(0);
  }
}
