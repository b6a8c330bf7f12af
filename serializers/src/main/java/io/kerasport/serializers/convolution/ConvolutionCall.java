package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.WeightSpec;
import java.util.function.UnaryOperator;

/** What surrounds the convolution in every such layer: layout, bias, activation. */
final class ConvolutionCall {
  private ConvolutionCall() {}

  /** {@code activation(convolution(x) + bias)}, the convolution over channels last. */
  static LayerOutput of(LayerCall call, UnaryOperator<Operand> convolution) {
    Ops tf = call.ops();
    DataFormat format = DataFormat.of(call.config());
    Operand y = convolution.apply(format.toChannelsLast(tf, call.input()));
    if (hasBias(call.layer())) {
      y = tf.nn().biasAdd(y, call.weight("bias"));
    }
    return LayerOutput.of(call.activate(format.fromChannelsLast(tf, y)));
  }

  static boolean hasBias(LayerDescription layer) {
    return layer.config().bool("use_bias", true);
  }

  static WeightSpec bias(LayerDescription layer, long size) {
    return WeightSpec.trainable("bias", new TensorSpec(layer.variableDType(), Shape.of(size)));
  }
}
