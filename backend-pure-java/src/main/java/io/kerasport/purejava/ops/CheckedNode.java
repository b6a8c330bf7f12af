package io.kerasport.purejava.ops;

import io.kerasport.model.DType;
import java.util.List;
import org.tensorflow.proto.OpDef;

/**
 * A node request that agrees with its op.
 *
 * @param op the op's definition
 * @param attrs complete attributes
 * @param outputTypes element types of the outputs; those of a list output lie one after the other
 */
public record CheckedNode(OpDef op, NodeAttrs attrs, List<DType> outputTypes) {
  public CheckedNode {
    outputTypes = List.copyOf(outputTypes);
  }
}
