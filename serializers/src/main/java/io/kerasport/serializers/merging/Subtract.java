package io.kerasport.serializers.merging;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code x0 - x1}. */
final class Subtract implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    List<Operand> inputs = Merge.broadcastable(call);
    if (inputs.size() != 2) {
      throw new UnsupportedModelException(
          "Keras subtracts two tensors only",
          List.of(
              new Problem(
                  "the layer is called with " + inputs.size() + " tensors",
                  "layer " + call.layer().name())),
          "");
    }
    return LayerOutput.of(call.ops().sub(inputs.get(0), inputs.get(1))).withMask(Merge.mask(call));
  }
}
