package io.kerasport.core.graph;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.spi.WeightSpec;

/**
 * A variable that holds a layer's weight.
 *
 * @param layer the layer
 * @param weightSpec what the layer's serializer says of the weight
 * @param variable the variable
 */
public record LayerVariable(LayerClone layer, WeightSpec weightSpec, GraphVariable variable) {
  /** The weight's path in the model: names from the outermost model on, joined with slashes. */
  public String path() {
    return layer.path() + "/" + weightSpec.name();
  }
}
