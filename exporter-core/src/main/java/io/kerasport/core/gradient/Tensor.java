package io.kerasport.core.gradient;

import io.kerasport.graph.Operand;

/** What tells one tensor of a graph from another. */
record Tensor(String operation, int index) {
  static Tensor of(Operand operand) {
    return new Tensor(operand.operation().name(), operand.index());
  }
}
