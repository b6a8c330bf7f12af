package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** All axes but the batch axis as one, in the order of channels last. */
final class Flatten implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = DataFormat.of(call.config()).toChannelsLast(tf, call.input());
    Shape rest = x.shape().slice(1, x.shape().rank());
    Operand y =
        rest.isFullyKnown()
            ? tf.arrays().reshape(x, -1, Math.toIntExact(rest.elements()))
            : tf.arrays().reshapeLike(x, x, 0, 1, -1);
    return LayerOutput.of(y);
  }
}
