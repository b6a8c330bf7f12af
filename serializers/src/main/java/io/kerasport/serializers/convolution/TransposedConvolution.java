package io.kerasport.serializers.convolution;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
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
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code activation(conv_transpose(x, kernel) + bias)}: the gradient of a convolution, which
 * spreads every element of the input over a window of the output.
 */
final class TransposedConvolution implements LayerSerializer {
  private static final String OUTPUT_PADDING = "output_padding";

  private final int axes;

  /** A convolution over so many spatial axes. */
  TransposedConvolution(int axes) {
    this.axes = axes;
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.atLeast(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Window window = Window.of(config, axes);
    DataFormat.of(config);
    outputPadding(config, window);
    List<String> reasons = new ArrayList<>();
    if (window.isStrided() && window.isDilated()) {
      reasons.add("a convolution cannot have both strides and dilation_rate above 1");
    }
    return reasons;
  }

  private static @Nullable List<Long> outputPadding(Config config, Window window) {
    if (!config.has(OUTPUT_PADDING)) {
      return null;
    }
    List<Long> paddings = config.integers(OUTPUT_PADDING, window.axes());
    for (int axis = 0; axis < window.axes(); axis++) {
      if (paddings.get(axis) < 0 || paddings.get(axis) >= window.strides().get(axis)) {
        throw new ConfigException(
            OUTPUT_PADDING, "not negative and below the strides", config.get(OUTPUT_PADDING));
      }
    }
    return paddings;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    long channels = Sizes.known(layer, inputs.get(0).shape(), DataFormat.of(config).channelAxis());
    long filters = Sizes.positive(config, "filters");
    Shape kernel = ConvolutionCall.filter(Window.of(config, axes), filters, channels);
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
    Ops tf = call.ops();
    Window window = Window.of(call.config(), axes);
    Operand kernel = new DilatedKernel(tf, window).of(call.weight("kernel"));
    List<Long> padding = outputPadding(call.config(), window);
    return ConvolutionCall.of(
        call, x -> spread(tf, x, kernel, outputSizes(tf, x, window, padding), window));
  }

  private Operand spread(Ops tf, Operand x, Operand kernel, List<Operand> sizes, Window window) {
    List<Operand> shape = new ArrayList<>();
    shape.add(tf.arrays().size(x, 0));
    shape.addAll(sizes);
    shape.add(tf.arrays().size(kernel, axes));
    if (axes != 1) {
      return gradient(tf, x, kernel, shape, window);
    }
    shape.add(1, tf.scalar(1));
    Operand row =
        gradient(
            tf,
            tf.arrays().expandDims(x, 1),
            tf.arrays().expandDims(kernel, 0),
            shape,
            window.overOneRow());
    return tf.arrays().squeeze(row, 1);
  }

  private static Operand gradient(
      Ops tf, Operand x, Operand kernel, List<Operand> shape, Window window) {
    List<Long> strides = new ArrayList<>(Collections.nCopies(window.axes() + 2, 1L));
    for (int axis = 0; axis < window.axes(); axis++) {
      strides.set(axis + 1, window.strides().get(axis));
    }
    return tf.graph()
        .node(window.axes() == 2 ? "Conv2DBackpropInput" : "Conv3DBackpropInputV2")
        .name("conv_transpose")
        .input(tf.arrays().pack(shape, 0))
        .input(kernel)
        .input(x)
        .attr("strides", Attr.ints(strides))
        .attr("padding", Attr.of(window.padding().name()))
        .buildOutput();
  }

  /** The sizes of the output that the strides, the window and the padding leave. */
  private static List<Operand> outputSizes(
      Ops tf, Operand x, Window window, @Nullable List<Long> outputPadding) {
    List<Operand> sizes = new ArrayList<>();
    for (int axis = 0; axis < window.axes(); axis++) {
      int stride = window.stride(axis);
      int reach = window.reach(axis) + 1;
      boolean same = window.padding() == Padding.SAME;
      int more =
          outputPadding == null
              ? (same ? 0 : Math.max(reach - stride, 0))
              : Math.toIntExact(outputPadding.get(axis))
                  + reach
                  - stride
                  - (same ? reach / 2 * 2 : 0);
      long size = x.shape().dim(axis + 1);
      sizes.add(
          size == Shape.UNKNOWN_DIM
              ? tf.add(tf.mul(tf.arrays().size(x, axis + 1), stride), more)
              : tf.scalar(Math.toIntExact(size * stride + more)));
    }
    return sizes;
  }
}
