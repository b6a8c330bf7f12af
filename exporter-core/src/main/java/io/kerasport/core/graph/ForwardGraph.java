package io.kerasport.core.graph;

import io.kerasport.core.backend.BackendGraph;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.export.Mode;
import io.kerasport.graph.Ops;
import java.util.List;

/**
 * The graph of one mode as far as the model itself goes: from inputs to predictions. Closing it
 * frees what the backend holds for it.
 *
 * @param mode the mode
 * @param model the model it was made from
 * @param graph the graph itself
 * @param ops makes further nodes at its root scope
 * @param inputs the placeholders of the signature
 * @param predictions the model's outputs
 * @param variables its variables in the order in which their layers are first called
 * @param resources what its layers keep besides variables
 * @param calls every call in the order in which it was added, nested models' calls before the call
 *     of the model around them
 * @param effects what its layers add to a training step
 * @param warnings what the caller should know of it, one sentence each
 */
public record ForwardGraph(
    Mode mode,
    ModelClone model,
    BackendGraph graph,
    Ops ops,
    List<NamedOperand> inputs,
    List<Prediction> predictions,
    List<LayerVariable> variables,
    List<GraphResource> resources,
    List<AssembledCall> calls,
    LayerEffects effects,
    List<String> warnings)
    implements AutoCloseable {
  public ForwardGraph {
    inputs = List.copyOf(inputs);
    predictions = List.copyOf(predictions);
    variables = List.copyOf(variables);
    resources = List.copyOf(resources);
    calls = List.copyOf(calls);
    warnings = List.copyOf(warnings);
  }

  @Override
  public void close() {
    graph.close();
  }
}
