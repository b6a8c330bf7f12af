package io.kerasport.core.backend;

import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import java.util.List;
import java.util.Optional;

/** Adds gradients to graphs of one backend. */
@FunctionalInterface
public interface Gradients {
  /**
   * Adds gradients to one graph.
   *
   * @param graph the nodes of that graph; those that are added join it
   * @param builder makes nodes of that graph, in the scope of the gradients
   * @param y what is differentiated
   * @param xs with respect to what
   * @return as {@link GraphBuilder#gradients}
   */
  List<Optional<Operand>> add(
      GraphRecord graph, ScopedGraphBuilder builder, Operand y, List<Operand> xs);
}
