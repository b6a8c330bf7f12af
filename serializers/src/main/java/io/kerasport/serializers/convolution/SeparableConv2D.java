package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Padding;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code activation(conv(depthwise_conv(x, depthwise_kernel), pointwise_kernel) + bias)}, the
 * second convolution mixing channels only.
 */
final class SeparableConv2D implements LayerSerializer {
  private static final String DEPTHWISE = "depthwise_kernel";
  private static final String POINTWISE = "pointwise_kernel";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Window.of(layer.config());
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    Window window = Window.of(config);
    long channels = Sizes.known(layer, inputs.get(0).shape(), DataFormat.of(config).channelAxis());
    long multiplier = Sizes.positive(config, "depth_multiplier", 1);
    long filters = Sizes.positive(config, "filters");
    Shape depthwise = Shape.of(window.height(), window.width(), channels, multiplier);
    Shape pointwise = Shape.of(1, 1, channels * multiplier, filters);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable(DEPTHWISE, new TensorSpec(layer.variableDType(), depthwise))
            .initializedBy("depthwise_initializer"));
    weights.add(
        WeightSpec.trainable(POINTWISE, new TensorSpec(layer.variableDType(), pointwise))
            .initializedBy("pointwise_initializer"));
    if (ConvolutionCall.hasBias(layer)) {
      weights.add(ConvolutionCall.bias(layer, filters));
    }
    return weights;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return ConvolutionCall.of(call, x -> convolution(call, x));
  }

  private static Operand convolution(LayerCall call, Operand x) {
    List<Long> one = List.of(1L, 1L);
    Operand depthwise =
        new DepthwiseConvolution(call.ops(), Window.of(call.config()))
            .of(x, call.weight(DEPTHWISE));
    return call.ops()
        .nn()
        .conv2d(depthwise, call.weight(POINTWISE), one, Padding.VALID.name(), one);
  }
}
