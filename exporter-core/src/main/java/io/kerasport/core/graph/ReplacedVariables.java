package io.kerasport.core.graph;

import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The variables of a graph that layers assign in the middle of a training step. */
final class ReplacedVariables {
  private final Map<GraphVariable, GraphVariable> current = new HashMap<>();
  private boolean inLoop;

  /** A variable with what layers have assigned so far. */
  GraphVariable current(GraphVariable variable) {
    return current.getOrDefault(variable, variable);
  }

  /** Assigns a variable, outside of loops. */
  void replace(GraphVariable variable, Operand value, GraphBuilder scope) {
    current.put(variable, current(variable).replacedBy(value, scope));
  }

  /** Whether calls of layers are made in a loop. */
  boolean inLoop() {
    return inLoop;
  }

  /** Makes a loop with calls of layers. */
  <T> T inLoop(Supplier<T> loop) {
    boolean before = inLoop;
    inLoop = true;
    try {
      return loop.get();
    } finally {
      inLoop = before;
    }
  }
}
