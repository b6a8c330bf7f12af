package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
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
import io.kerasport.spi.Ranks;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code activation(conv(depthwise_conv(x, depthwise_kernel), pointwise_kernel) + bias)}, the
 * second convolution mixing channels only.
 */
final class SeparableConv implements LayerSerializer {
  private static final String DEPTHWISE = "depthwise_kernel";
  private static final String POINTWISE = "pointwise_kernel";

  private final int axes;

  /** A convolution over so many spatial axes. */
  SeparableConv(int axes) {
    this.axes = axes;
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.atLeast(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Window.of(layer.config(), axes);
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    Window window = Window.of(config, axes);
    long channels = Sizes.known(layer, inputs.get(0).shape(), DataFormat.of(config).channelAxis());
    long multiplier = Sizes.positive(config, "depth_multiplier", 1);
    long filters = Sizes.positive(config, "filters");
    Shape depthwise = ConvolutionCall.filter(window, channels, multiplier);
    long[] single = new long[axes];
    Arrays.fill(single, 1);
    Shape pointwise = Shape.of(single).concat(Shape.of(channels * multiplier, filters));
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
    Operand depthwise = call.weight(DEPTHWISE);
    Operand pointwise = call.weight(POINTWISE);
    return ConvolutionCall.of(
        call, x -> convolution(call.ops(), x, depthwise, pointwise, call.config()));
  }

  private Operand convolution(
      Ops tf, Operand x, Operand depthwise, Operand pointwise, Config config) {
    Window window = Window.of(config, axes);
    Operand padded = ConvolutionCall.padded(tf, x, config, window);
    if (axes != 1) {
      return separable(tf, padded, depthwise, pointwise, window);
    }
    Operand mixing = tf.arrays().expandDims(pointwise, 0);
    return ConvolutionCall.overOneRow(
        tf,
        padded,
        depthwise,
        window,
        (ops, row, kernel, moved) -> separable(ops, row, kernel, mixing, moved));
  }

  private static Operand separable(
      Ops tf, Operand x, Operand depthwise, Operand pointwise, Window window) {
    List<Long> one = List.of(1L, 1L);
    Operand y = DepthwiseConvolution.of(tf, x, depthwise, window);
    return tf.nn().conv2d(y, pointwise, one, Padding.VALID.name(), one);
  }
}
