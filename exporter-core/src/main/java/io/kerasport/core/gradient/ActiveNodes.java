package io.kerasport.core.gradient;

import io.kerasport.core.backend.GraphRecord;
import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes and tensors of a graph that depend on some of its tensors, along floating point tensors
 * and lists only.
 */
final class ActiveNodes {
  private final GraphRecord graph;
  private final Set<Tensor> xs = new HashSet<>();
  private final BitSet nodes = new BitSet();

  /**
   * Finds them.
   *
   * @param size how many nodes from the first on are looked at
   */
  ActiveNodes(GraphRecord graph, int size, List<Operand> xs) {
    this.graph = graph;
    xs.forEach(x -> this.xs.add(Tensor.of(x)));
    for (int i = 0; i < size; i++) {
      if (graph.node(i).inputs().stream().anyMatch(this::contains)) {
        nodes.set(i);
      }
    }
  }

  boolean contains(GraphRecord.Node node) {
    return nodes.get(node.position());
  }

  /** Whether a tensor is one of those asked for, or depends on one. */
  boolean contains(Operand tensor) {
    return isDifferentiable(tensor)
        && (xs.contains(Tensor.of(tensor))
            || graph.node(tensor.operation()).filter(this::contains).isPresent());
  }

  /** Whether tensors of this type carry gradients: numbers, and lists of them. */
  static boolean isDifferentiable(Operand tensor) {
    return tensor.dtype().isFloating() || tensor.dtype() == DType.VARIANT;
  }
}
