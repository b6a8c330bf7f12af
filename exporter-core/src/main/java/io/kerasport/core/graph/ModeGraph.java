package io.kerasport.core.graph;

import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.export.Mode;
import io.kerasport.graph.Ops;
import java.util.List;

/**
 * The graph of one mode. Closing it frees what the backend holds for it.
 *
 * @param mode the mode
 * @param model the model it was made from
 * @param graph the graph itself
 * @param ops makes further nodes at its root scope
 * @param inputs the placeholders of the signature
 * @param outputs the tensors of the signature
 * @param variables its variables in the order in which their layers are first called
 * @param calls every call in the order in which it was added, nested models' calls before the call
 *     of the model around them
 */
public record ModeGraph(
    Mode mode,
    ModelClone model,
    BackendGraph graph,
    Ops ops,
    List<NamedOperand> inputs,
    List<NamedOperand> outputs,
    List<GraphVariable> variables,
    List<AssembledCall> calls)
    implements AutoCloseable {
  public ModeGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    variables = List.copyOf(variables);
    calls = List.copyOf(calls);
  }

  @Override
  public void close() {
    graph.close();
  }
}
