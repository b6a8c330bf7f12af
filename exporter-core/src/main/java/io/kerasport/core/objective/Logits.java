package io.kerasport.core.objective;

import io.kerasport.core.backend.NodeSpec;
import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Operand;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a softmax or sigmoid was computed from.
 *
 * <p>Keras keeps the logits with the probabilities and does not ask which of the two made them; a
 * cast in between loses them.
 */
final class Logits {
  private static final Set<String> ACTIVATIONS = Set.of("Softmax", "Sigmoid");

  private Logits() {}

  /** The logits of probabilities; empty if neither a softmax nor a sigmoid made them. */
  static Optional<Operand> of(Operand probabilities, ScopedGraphBuilder graph) {
    Operand made = probabilities;
    // An identity between activation and output changes nothing.
    while (made.operation().type().equals("Identity")) {
      made = onlyInput(made, graph);
    }
    return ACTIVATIONS.contains(made.operation().type())
        ? Optional.of(onlyInput(made, graph))
        : Optional.empty();
  }

  private static Operand onlyInput(Operand operand, ScopedGraphBuilder graph) {
    NodeSpec spec = graph.specOf(operand.operation());
    return spec.inputs().get(0).operands().get(0);
  }
}
