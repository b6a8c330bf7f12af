package io.kerasport.core.gradient;

import io.kerasport.graph.Operand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gradients that have arrived at tensors: one for each way from y. */
final class PendingGradients {
  private final Map<Tensor, List<Operand>> arrived = new HashMap<>();

  void add(Operand tensor, Operand gradient) {
    arrived.computeIfAbsent(Tensor.of(tensor), key -> new ArrayList<>()).add(gradient);
  }

  /** The sum of what has arrived, or null if nothing has. Nodes for it are added once. */
  @Nullable Operand sum(Operand tensor, AddsNodes adds) {
    List<Operand> gradients = arrived.get(Tensor.of(tensor));
    if (gradients == null) {
      return null;
    }
    if (gradients.size() > 1) {
      Operand sum = adds.sum(gradients);
      gradients.clear();
      gradients.add(sum);
    }
    return gradients.get(0);
  }

  /** Makes one node of several gradients. */
  @FunctionalInterface
  interface AddsNodes {
    Operand sum(List<Operand> gradients);
  }
}
