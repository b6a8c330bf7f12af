package io.kerasport.core.graph;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.graph.Operand;
import io.kerasport.model.Node;
import java.util.List;

/**
 * What one call of a layer became.
 *
 * @param layer the layer
 * @param node the call
 * @param outputs its output tensors
 */
public record AssembledCall(LayerClone layer, Node node, List<Operand> outputs) {
  public AssembledCall {
    outputs = List.copyOf(outputs);
  }
}
