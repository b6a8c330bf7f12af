package io.kerasport.core.objective;

import io.kerasport.core.backend.ScopedGraphBuilder;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A metric in a graph under assembly. */
final class GraphMetricCall implements MetricCall {
  private final ObjectDescription description;
  private final Ops ops;
  private final Batch batch;
  private final Map<String, StateVariable> variables;
  private final List<Operation> updates = new ArrayList<>();
  private @Nullable Operand counted;

  /**
   * A call.
   *
   * @param variables the metric's variables by name
   */
  GraphMetricCall(
      ObjectDescription description, Ops ops, Batch batch, Map<String, StateVariable> variables) {
    this.description = description;
    this.ops = ops;
    this.batch = batch;
    this.variables = variables;
  }

  /**
   * What is measured.
   *
   * @param source the prediction before it was cast to the element type of metrics
   */
  record Batch(
      Operand target,
      Operand prediction,
      Operand source,
      Optional<Operand> sampleWeight,
      Optional<Operand> mask) {}

  /** The ops that change the variables. */
  List<Operation> updates() {
    return updates;
  }

  @Override
  public ObjectDescription description() {
    return description;
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public Operand target() {
    return batch.target();
  }

  @Override
  public Operand prediction() {
    return batch.prediction();
  }

  @Override
  public Optional<Operand> sampleWeight() {
    return batch.sampleWeight();
  }

  @Override
  public Optional<Operand> mask() {
    return batch.mask();
  }

  /** Keras 2 casts predictions before a metric sees them, and so loses their logits. */
  @Override
  public Optional<Operand> logits() {
    Operand seen = description.isKeras2() ? prediction() : batch.source();
    return Logits.of(seen, (ScopedGraphBuilder) ops.graph())
        .map(logits -> ops.cast(logits, prediction().dtype()));
  }

  @Override
  public void countOnly(Operand only) {
    counted = only;
  }

  @Override
  public Optional<Operand> counted() {
    return Optional.ofNullable(counted);
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
    Operand cast = ops.cast(value, variable.initialValue().dtype());
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
