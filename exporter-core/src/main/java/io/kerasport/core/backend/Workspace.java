package io.kerasport.core.backend;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A graph or function body under construction.
 *
 * @param graph takes the nodes
 * @param gradients differentiates it
 * @param record its nodes
 * @param names its node names
 * @param functions the names of the functions of the whole graph
 * @param root the graph that holds the functions
 * @param around the graph that the body belongs to; null for a graph
 * @param bring gives the tensor that stands here for one from elsewhere
 */
record Workspace(
    BackendGraph graph,
    Gradients gradients,
    GraphRecord record,
    UniqueNames names,
    UniqueNames functions,
    BackendGraph root,
    @Nullable Workspace around,
    UnaryOperator<Operand> bring) {

  /** A graph. A tensor from elsewhere goes on to the backend, which refuses it. */
  static Workspace ofGraph(BackendGraph graph, Gradients gradients) {
    return new Workspace(
        graph,
        gradients,
        new GraphRecord(),
        new UniqueNames(),
        new UniqueNames(),
        graph,
        null,
        UnaryOperator.identity());
  }

  /** The body of a function. */
  Workspace body(UnaryOperator<Operand> captures) {
    return new Workspace(
        graph.newBody(),
        gradients,
        new GraphRecord(),
        new UniqueNames(),
        functions,
        root,
        this,
        captures);
  }

  /** The tensor itself if it was made here, or what stands for it here. */
  Operand own(Operand operand) {
    return record.node(operand.operation()).isPresent() ? operand : bring.apply(operand);
  }

  /** The node of an operation of this body or of any graph around it. */
  Optional<GraphRecord.Node> find(Operation operation) {
    Optional<GraphRecord.Node> here = record.node(operation);
    return here.isPresent() || around == null ? here : around.find(operation);
  }
}
