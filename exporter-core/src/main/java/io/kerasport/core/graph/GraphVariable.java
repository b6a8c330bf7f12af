package io.kerasport.core.graph;

import io.kerasport.graph.Attr;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;

/**
 * A resource variable of a graph.
 *
 * @param spec element type and shape
 * @param trainable whether an optimizer would update it
 * @param handle the resource handle; its operation has the variable's name
 * @param value reads the variable before anything in a run changes it
 * @param weight where its value comes from when the checkpoint is written
 */
public record GraphVariable(
    TensorSpec spec, boolean trainable, Operand handle, Operand value, Weight weight) {

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
    return new GraphVariable(spec, trainable, handle, value, weight);
  }

  /** The variable's name in the graph. */
  public String name() {
    return handle.operation().name();
  }
}
