package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
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

/**
 * {@code activation(conv(x, kernel) + bias)}; with {@code groups}, each group of channels has its
 * own filters.
 */
final class Convolution implements LayerSerializer {
  private final int axes;

  /** A convolution over so many spatial axes. */
  Convolution(int axes) {
    this.axes = axes;
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.atLeast(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Window window = Window.of(layer.config(), axes);
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
    long channels = Sizes.known(layer, inputs.get(0).shape(), DataFormat.of(config).channelAxis());
    long filters = Sizes.positive(config, "filters");
    long groups = groups(config);
    if (channels % groups != 0 || filters % groups != 0) {
      throw new ConfigException(
          "groups", "a divisor of " + channels + " channels and " + filters + " filters", groups);
    }
    TensorSpec kernel =
        new TensorSpec(
            layer.variableDType(),
            ConvolutionCall.filter(Window.of(config, axes), channels / groups, filters));
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(WeightSpec.trainable("kernel", kernel).alsoTrackedAs("_kernel"));
    if (ConvolutionCall.hasBias(layer)) {
      weights.add(ConvolutionCall.bias(layer, filters));
    }
    return weights;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return ConvolutionCall.of(call, x -> convolution(call, x));
  }

  private Operand convolution(LayerCall call, Operand x) {
    Ops tf = call.ops();
    Window window = Window.of(call.config(), axes);
    Operand padded = ConvolutionCall.padded(tf, x, call.config(), window);
    GroupedConvolution grouped = new GroupedConvolution(groups(call.config()), call.training());
    return axes == 1
        ? ConvolutionCall.overOneRow(tf, padded, call.weight("kernel"), window, grouped::of)
        : grouped.of(tf, padded, call.weight("kernel"), window);
  }

  private static int groups(Config config) {
    return Sizes.positive(config, "groups", 1);
  }
}
