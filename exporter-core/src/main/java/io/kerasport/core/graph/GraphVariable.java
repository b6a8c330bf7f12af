package io.kerasport.core.graph;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource variable of a graph.
 *
 * @param spec element type and shape
 * @param trainable whether an optimizer would update it
 * @param handle the resource handle; its operation has the variable's name
 * @param value reads the variable before anything in a run changes it
 * @param replaced reads the variable after each time that its layer assigned it in the middle of a
 *     training step
 * @param weight where its value comes from when the checkpoint is written
 */
public record GraphVariable(
    TensorSpec spec,
    boolean trainable,
    Operand handle,
    Operand value,
    List<Operand> replaced,
    Weight weight) {
  public GraphVariable {
    replaced = List.copyOf(replaced);
  }

  /**
   * Makes a variable and its read.
   *
   * @param scope where the variable's nodes go
   * @param name its name in that scope
   */
  public static GraphVariable create(
      GraphBuilder scope, String name, boolean trainable, Weight weight) {
    TensorSpec spec = weight.spec();
    Operand handle =
        scope
            .node("VarHandleOp")
            .name(name)
            .attr("dtype", Attr.of(spec.dtype()))
            .attr("shape", Attr.of(spec.shape()))
            .sharedUnderItsName()
            .buildOutput();
    Operand value =
        scope
            .node("ReadVariableOp")
            .name(name + "/Read/ReadVariableOp")
            .input(handle)
            .attr("dtype", Attr.of(spec.dtype()))
            .buildOutput();
    return new GraphVariable(spec, trainable, handle, value, List.of(), weight);
  }

  /** Every value that layers see in one run, in order. */
  public List<Operand> values() {
    List<Operand> values = new ArrayList<>(replaced);
    values.add(0, value);
    return values;
  }

  /** The last value that layers see: what a training step starts from. */
  public Operand current() {
    return replaced.isEmpty() ? value : replaced.get(replaced.size() - 1);
  }

  /** This variable, assigned once more when its current value has been read. */
  GraphVariable replacedBy(Operand newValue, GraphBuilder scope) {
    Operation assigned =
        scope
            .node("AssignVariableOp")
            .input(handle)
            .input(newValue)
            .control(current().operation())
            .build();
    Operand read =
        scope
            .withControls(List.of(assigned))
            .node("ReadVariableOp")
            .input(handle)
            .attr("dtype", Attr.of(spec.dtype()))
            .buildOutput();
    List<Operand> all = new ArrayList<>(replaced);
    all.add(read);
    return new GraphVariable(spec, trainable, handle, value, all, weight);
  }

  /** The variable's name in the graph. */
  public String name() {
    return handle.operation().name();
  }
}
