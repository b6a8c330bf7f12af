package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/** {@code scale · x / sqrt(mean(x²) + epsilon)} with the mean of each sample over some axes. */
final class RMSNormalization implements LayerSerializer {
  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    TensorSpec spec =
        new TensorSpec(
            layer.variableDType(), NormalizedAxes.weightShape(layer, inputs.get(0).shape()));
    return List.of(WeightSpec.trainable("scale", spec).startingAt(1));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand input = call.input();
    // 16-bit numbers overflow in the squares; Keras computes in float32 as well.
    Operand x = input.dtype().byteSize() == Short.BYTES ? tf.cast(input, DType.FLOAT) : input;
    int[] axes = NormalizedAxes.of(call.config(), x.shape().rank());
    Operand scale = NormalizedAxes.broadcast(tf, tf.cast(call.weight("scale"), x.dtype()), x, axes);
    Operand mean = tf.reduce().mean(tf.square(x), true, axes);
    Operand inv = tf.rsqrt(tf.add(mean, call.config().number("epsilon", 1e-6)));
    return LayerOutput.of(tf.cast(tf.mul(tf.mul(x, inv), scale), input.dtype()));
  }
}
