package io.kerasport.core.objective;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A metric in a graph under assembly.
 *
 * @param source the prediction before it was cast to the element type of metrics
 * @param variables its variables by name
 * @param updates receives the ops that change them
 */
record GraphMetricCall(
    ObjectDescription description,
    Ops ops,
    Operand target,
    Operand prediction,
    Operand source,
    Optional<Operand> sampleWeight,
    Optional<Operand> mask,
    Map<String, StateVariable> variables,
    List<Operation> updates)
    implements MetricCall {

  /** Keras 2 casts predictions before a metric sees them, and so loses their logits. */
  @Override
  public Optional<Operand> logits() {
    return Logits.of(description.isKeras2() ? prediction : source, (ScopedGraphBuilder) ops.graph())
        .map(logits -> ops.cast(logits, prediction.dtype()));
  }

  @Override
  public void countOnly(Operand counted) {
    throw new UnsupportedOperationException("a metric decides itself what it counts");
  }

  @Override
  public Operand variable(String name) {
    StateVariable variable = state(name);
    return ops.graph()
        .node("ReadVariableOp")
        .input(variable.handle())
        .attr("dtype", Attr.of(variable.initialValue().dtype()))
        .buildOutput();
  }

  @Override
  public void add(String variable, Operand delta) {
    change("AssignAddVariableOp", variable, delta);
  }

  @Override
  public void assign(String variable, Operand value) {
    change("AssignVariableOp", variable, value);
  }

  private void change(String type, String name, Operand value) {
    StateVariable variable = state(name);
    Operand cast =
        value.dtype() == variable.initialValue().dtype()
            ? value
            : ops.cast(value, variable.initialValue().dtype());
    updates.add(ops.graph().node(type).input(variable.handle()).input(cast).build());
  }

  private StateVariable state(String name) {
    StateVariable variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException(
          "metric " + description.name() + " has no variable `" + name + "`");
    }
    return variable;
  }
}
