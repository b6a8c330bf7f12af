package io.kerasport.core.graph;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.graph.Operand;
import io.kerasport.model.Weight;
import io.kerasport.spi.WeightSpec;

/**
 * A variable of a graph.
 *
 * @param layer the layer it belongs to
 * @param spec what the layer's serializer says of it
 * @param handle the resource handle; its operation has the variable's name
 * @param value reads the variable; of the type it is stored in
 * @param weight where its value comes from
 */
public record GraphVariable(
    LayerClone layer, WeightSpec spec, Operand handle, Operand value, Weight weight) {
  /** The variable's name in the graph. */
  public String name() {
    return handle.operation().name();
  }

  /** Whether an optimizer would update it. */
  public boolean trainable() {
    return layer.trainable() && spec.trainable();
  }
}
