package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.layout.DataFormat;
import io.kerasport.serializers.layout.Padding;
import io.kerasport.serializers.layout.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code activation(conv(x, kernel) + bias)}. */
final class Conv2D implements LayerSerializer {
  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    long channels = Sizes.known(layer, inputs.get(0).shape(), DataFormat.of(config).channelAxis());
    long filters = config.integer("filters");
    List<Long> window = config.integers("kernel_size", 2);
    Shape kernel =
        Shape.of(window.get(0), window.get(1), channels / config.integer("groups", 1), filters);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", new TensorSpec(layer.variableDType(), kernel))
            .alsoTrackedAs("_kernel"));
    if (config.bool("use_bias", true)) {
      weights.add(
          WeightSpec.trainable("bias", new TensorSpec(layer.variableDType(), Shape.of(filters))));
    }
    return weights;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    DataFormat format = DataFormat.of(config);
    Operand x = format.toChannelsLast(tf, call.input());
    Operand y =
        tf.nn()
            .conv2d(
                x,
                call.weight("kernel"),
                config.integers("strides", 2),
                Padding.of(config).name(),
                config.integers("dilation_rate", 2));
    if (config.bool("use_bias", true)) {
      y = tf.nn().biasAdd(y, call.weight("bias"));
    }
    return LayerOutput.of(call.activate(format.fromChannelsLast(tf, y)));
  }
}
