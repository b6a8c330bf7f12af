package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code activation(conv(x, kernel) + bias)}; with {@code groups}, each group of channels has its
 * own filters.
 */
final class Conv2D implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Window window = Window.of(layer.config());
    DataFormat.of(layer.config());
    groups(layer.config());
    List<String> reasons = new ArrayList<>();
    if (window.isStrided() && window.isDilated()) {
      reasons.add("a convolution cannot have both strides and dilation_rate above 1");
    }
    if (layer.config().has("lora_rank")) {
      reasons.add(
          "the layer keeps a low-rank update (lora_rank) beside its kernel; merge it first");
    }
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    Window window = Window.of(config);
    long channels = Sizes.known(layer, inputs.get(0).shape(), DataFormat.of(config).channelAxis());
    long filters = Sizes.positive(config, "filters");
    long groups = groups(config);
    if (channels % groups != 0 || filters % groups != 0) {
      throw new ConfigException(
          "groups", "a divisor of " + channels + " channels and " + filters + " filters", groups);
    }
    Shape kernel = Shape.of(window.height(), window.width(), channels / groups, filters);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", new TensorSpec(layer.variableDType(), kernel))
            .alsoTrackedAs("_kernel"));
    if (ConvolutionCall.hasBias(layer)) {
      weights.add(ConvolutionCall.bias(layer, filters));
    }
    return weights;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return ConvolutionCall.of(call, x -> convolution(call, x, call.weight("kernel")));
  }

  private static Operand convolution(LayerCall call, Operand x, Operand kernel) {
    Ops tf = call.ops();
    Window window = Window.of(call.config());
    int groups = groups(call.config());
    long channels = x.shape().dim(-1);
    if (groups > 1 && groups == channels) {
      return new DepthwiseConvolution(tf, window).of(x, perChannel(tf, kernel, window, groups));
    }
    if (groups == 1) {
      return convolution(tf, x, kernel, window);
    }
    return call.training()
        ? byGroup(tf, x, kernel, window, groups)
        : grouped(tf, x, kernel, window);
  }

  /**
   * All groups in one op, for serving. TensorFlow's optimizer fuses a convolution with the bias or
   * normalization behind it, and the fused CPU kernel (other than oneDNN's) refuses groups; it does
   * not look through EnsureShape.
   */
  private static Operand grouped(Ops tf, Operand x, Operand kernel, Window window) {
    Operand y = convolution(tf, x, kernel, window);
    return tf.arrays().ensureShape(y, y.shape());
  }

  private static Operand convolution(Ops tf, Operand x, Operand kernel, Window window) {
    return tf.nn().conv2d(x, kernel, window.strides(), window.padding().name(), window.dilations());
  }

  /** The filters of a group, which is one channel, on the axis a depthwise filter has them. */
  private static Operand perChannel(Ops tf, Operand kernel, Window window, int channels) {
    int height = Math.toIntExact(window.height());
    int width = Math.toIntExact(window.width());
    int filters = Math.toIntExact(kernel.shape().dim(3));
    return tf.arrays().reshape(kernel, height, width, channels, filters / channels);
  }

  /** A convolution for each group, for training: the op has no gradient of groups on CPU. */
  private static Operand byGroup(Ops tf, Operand x, Operand kernel, Window window, int groups) {
    List<Operand> inputs = tf.arrays().split(x, -1, groups);
    List<Operand> kernels = tf.arrays().split(kernel, -1, groups);
    List<Operand> outputs = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      outputs.add(convolution(tf, inputs.get(group), kernels.get(group), window));
    }
    return tf.concat(outputs, -1);
  }

  private static int groups(Config config) {
    return Sizes.positive(config, "groups", 1);
  }
}
