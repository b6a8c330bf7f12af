package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code activation(depthwise_conv(x, kernel) + bias)}. */
final class DepthwiseConv implements LayerSerializer {
  private static final String KERAS_2_KERNEL = "depthwise_kernel";
  private static final String KERAS_3_KERNEL = "kernel";

  private final int axes;

  /** A convolution over so many spatial axes. */
  DepthwiseConv(int axes) {
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
    Shape kernel = ConvolutionCall.filter(window, channels, multiplier);
    String other = layer.isKeras2() ? KERAS_3_KERNEL : KERAS_2_KERNEL;
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable(kernelName(layer), new TensorSpec(layer.variableDType(), kernel))
            .initializedBy("depthwise_initializer")
            .alsoStoredAs(other)
            .alsoTrackedAs(other));
    if (ConvolutionCall.hasBias(layer)) {
      weights.add(ConvolutionCall.bias(layer, channels * multiplier));
    }
    return weights;
  }

  private static String kernelName(LayerDescription layer) {
    return layer.isKeras2() ? KERAS_2_KERNEL : KERAS_3_KERNEL;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand kernel = call.weight(kernelName(call.layer()));
    return ConvolutionCall.of(call, x -> convolution(call.ops(), x, kernel, call.config()));
  }

  private Operand convolution(Ops tf, Operand x, Operand kernel, Config config) {
    Window window = Window.of(config, axes);
    Operand padded = ConvolutionCall.padded(tf, x, config, window);
    return axes == 1
        ? ConvolutionCall.overOneRow(tf, padded, kernel, window, DepthwiseConvolution::of)
        : DepthwiseConvolution.of(tf, padded, kernel, window);
  }
}
