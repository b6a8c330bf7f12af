package io.kerasport.core.training;

import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One variable in a training step under assembly. */
final class VariableStep implements OptimizerCall {
  private final SharedStep shared;
  private final Ops ops;
  private final LayerVariable trained;
  private final Operand gradient;
  private final Operand start;
  private final Map<String, GraphVariable> slots;
  private final boolean undoable;
  private final Map<String, Operand> newSlots = new LinkedHashMap<>();
  private final List<Operation> updates = new ArrayList<>();
  private @Nullable Operand newValue;

  /**
   * A step of one variable.
   *
   * @param start the variable's value, decayed
   * @param undoable whether everything is read before it is updated, so that it can be undone
   */
  VariableStep(
      SharedStep shared,
      Ops ops,
      LayerVariable trained,
      Operand gradient,
      Operand start,
      Map<String, GraphVariable> slots,
      boolean undoable) {
    this.shared = shared;
    this.ops = ops;
    this.trained = trained;
    this.gradient = gradient;
    this.start = start;
    this.slots = slots;
    this.undoable = undoable;
  }

  LayerVariable trained() {
    return trained;
  }

  Map<String, Operand> newSlots() {
    return newSlots;
  }

  GraphVariable slotVariable(String name) {
    GraphVariable slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException(
          "optimizer " + description().name() + " keeps no slot `" + name + "`");
    }
    return slot;
  }

  /** Ops that have updated variables through their handles. */
  List<Operation> updates() {
    return updates;
  }

  /** The variable after the update. */
  Operand result() {
    if (newValue != null) {
      return newValue;
    }
    return updates.isEmpty() ? start : afterUpdates(trained.variable());
  }

  /** The variable or a slot after the ops that update through handles. */
  Operand afterUpdates(GraphVariable variable) {
    return ops.graph()
        .withControls(updates)
        .node("ReadVariableOp")
        .input(variable.handle())
        .attr("dtype", Attr.of(variable.spec().dtype()))
        .buildOutput();
  }

  /** Whether the update assigned a value, rather than working through the handle. */
  boolean assigned() {
    return newValue != null;
  }

  @Override
  public ObjectDescription description() {
    return shared.description();
  }

  @Override
  public Ops ops() {
    return ops;
  }

  @Override
  public Operand iterations() {
    return shared.iterations();
  }

  @Override
  public Operand learningRate(DType dtype) {
    return shared.learningRate(dtype);
  }

  @Override
  public Operand hyperparameter(String name, DType dtype) {
    return shared.hyperparameter(name, dtype);
  }

  @Override
  public Operand scalar(String name, DType dtype) {
    return shared.scalar(name, dtype);
  }

  @Override
  public void assignScalar(String name, Operand value) {
    throw new IllegalStateException("scalars are assigned when all variables are done");
  }

  @Override
  public String path() {
    return trained.path();
  }

  @Override
  public Operand gradient() {
    return gradient;
  }

  @Override
  public Operand variable() {
    return start;
  }

  @Override
  public Operand handle() {
    return handleOf(trained.variable());
  }

  @Override
  public Operand slot(String name) {
    return slotVariable(name).value();
  }

  @Override
  public Operand slotHandle(String name) {
    return handleOf(slotVariable(name));
  }

  private Operand handleOf(GraphVariable variable) {
    boolean ordered = undoable || !variable.replaced().isEmpty();
    return ordered
        ? ops.graph()
            .node("Identity")
            .input(variable.handle())
            .control(variable.current().operation())
            .buildOutput()
        : variable.handle();
  }

  @Override
  public void assign(Operand value) {
    newValue = value;
  }

  @Override
  public void assignSlot(String name, Operand value) {
    slotVariable(name);
    newSlots.put(name, value);
  }

  @Override
  public void updatedBy(Operation operation) {
    updates.add(operation);
  }
}
