package io.kerasport.serializers.convolution;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
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
import java.util.Arrays;
import java.util.List;

/**
 * A convolution of Keras 2 with filters of its own at every position: {@code activation(patches ·
 * kernel + bias)}.
 */
final class LocallyConnected implements LayerSerializer {
  private static final String IMPLEMENTATION = "implementation";
  private static final int[] NONE = {0, 0};

  private final int axes;

  /** A layer over so many spatial axes. */
  LocallyConnected(int axes) {
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
    Sizes.positive(config, "filters");
    if (Window.isCausal(config, axes)) {
      throw new ConfigException("padding", "valid or same", config.get("padding"));
    }
    if (implementation(config) == 1 && window.padding() != Padding.VALID) {
      throw new ConfigException(
          "padding", "\"valid\", which alone has filters of one size", config.get("padding"));
    }
    return List.of();
  }

  private static int implementation(Config config) {
    long implementation = config.integer(IMPLEMENTATION, 1);
    if (implementation < 1 || implementation > 3) {
      throw new ConfigException(IMPLEMENTATION, "1, 2 or 3", implementation);
    }
    return (int) implementation;
  }

  private static LocalKernel kernel(LayerDescription layer, LocalWindows windows) {
    Config config = layer.config();
    return new LocalKernel(windows, Sizes.positive(config, "filters"), implementation(config));
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    LocalWindows windows = LocalWindows.of(layer, inputs.get(0).shape(), axes);
    LocalKernel kernel = kernel(layer, windows);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", new TensorSpec(layer.variableDType(), kernel.shape())));
    if (ConvolutionCall.hasBias(layer)) {
      long[] bias = Arrays.copyOf(positions(windows), axes + 1);
      bias[axes] = kernel.filters();
      weights.add(
          WeightSpec.trainable("bias", new TensorSpec(layer.variableDType(), Shape.of(bias))));
    }
    return weights;
  }

  private static long[] positions(LocalWindows windows) {
    long[] positions = new long[windows.axes()];
    for (int axis = 0; axis < positions.length; axis++) {
      positions[axis] = windows.positions(axis);
    }
    return positions;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    LocalWindows windows = LocalWindows.of(call.layer(), call.input().shape(), axes);
    DataFormat format = windows.format();
    Operand x = format.toChannelsLast(tf, call.input());
    LocalKernel kernel = kernel(call.layer(), windows);
    Operand filters = kernel.filters(tf, call.weight("kernel"));
    Operand products = tf.einsum("bpk,pkf->bpf", patches(tf, x, windows), filters);
    int[] shape = new int[axes + 2];
    shape[0] = -1;
    for (int axis = 0; axis < axes; axis++) {
      shape[axis + 1] = windows.positions(axis);
    }
    shape[axes + 1] = kernel.filters();
    Operand y = format.fromChannelsLast(tf, tf.arrays().reshape(products, shape));
    if (ConvolutionCall.hasBias(call.layer())) {
      y = tf.add(y, bias(tf, call.weight("bias"), format));
    }
    return LayerOutput.of(call.activate(y));
  }

  /**
   * The bias has its channels last. For channels first Keras 2 does not turn it, it takes its
   * elements in their order for those of the other shape.
   */
  private Operand bias(Ops tf, Operand bias, DataFormat format) {
    if (format == DataFormat.CHANNELS_LAST) {
      return bias;
    }
    int[] shape = new int[axes + 1];
    shape[0] = Math.toIntExact(bias.shape().dim(-1));
    for (int axis = 0; axis < axes; axis++) {
      shape[axis + 1] = Math.toIntExact(bias.shape().dim(axis));
    }
    return tf.arrays().reshape(bias, shape);
  }

  /** (batch, positions, elements of the window in the order of the data format). */
  private Operand patches(Ops tf, Operand x, LocalWindows windows) {
    ArrayOps arrays = tf.arrays();
    Operand patches = padded(tf, x, windows);
    for (int axis = 0; axis < axes; axis++) {
      // The axes before are cut in two already: positions, and places in the window.
      patches = arrays.gather(patches, places(tf, windows, axis), 1 + 2 * axis);
    }
    int[] order = new int[2 * axes + 2];
    int at = 1;
    for (int axis = 0; axis < axes; axis++) {
      order[at++] = 1 + 2 * axis;
    }
    int channels = 2 * axes + 1;
    if (windows.format() == DataFormat.CHANNELS_FIRST) {
      order[at++] = channels;
    }
    for (int axis = 0; axis < axes; axis++) {
      order[at++] = 2 + 2 * axis;
    }
    if (windows.format() == DataFormat.CHANNELS_LAST) {
      order[at] = channels;
    }
    return arrays.reshape(
        arrays.transpose(patches, order), -1, windows.positions(), windows.elements());
  }

  /** The input with zeros where windows reach over its border. */
  private static Operand padded(Ops tf, Operand x, LocalWindows windows) {
    int[][] paddings = new int[windows.axes() + 2][];
    Arrays.fill(paddings, NONE);
    boolean any = false;
    for (int axis = 0; axis < windows.axes(); axis++) {
      paddings[axis + 1] = new int[] {windows.before(axis), windows.behind(axis)};
      any |= windows.before(axis) > 0 || windows.behind(axis) > 0;
    }
    return any ? tf.arrays().pad(x, paddings) : x;
  }

  private static Operand places(Ops tf, LocalWindows windows, int axis) {
    int size = windows.size(axis);
    int[] places = new int[Math.multiplyExact(windows.positions(axis), size)];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / size * windows.window().stride(axis) + i % size;
    }
    return tf.constant(TensorValue.ofInts(Shape.of(windows.positions(axis), size), places));
  }
}
