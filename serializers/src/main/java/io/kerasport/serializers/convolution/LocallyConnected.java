package io.kerasport.serializers.convolution;

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
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A convolution of Keras 2 with filters of its own at every position: {@code activation(patches ·
 * kernel + bias)}.
 */
final class LocallyConnected implements LayerSerializer {
  private final int axes;

  /** A layer over so many spatial axes. */
  LocallyConnected(int axes) {
    this.axes = axes;
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Window.of(config, axes);
    DataFormat.of(config);
    List<String> reasons = new ArrayList<>();
    if (config.integer("implementation", 1) != 1) {
      reasons.add(
          "the kernel is stored for implementation "
              + config.integer("implementation")
              + ", which spells out products with zero; build the layer with implementation 1");
    }
    if (Padding.of(config) != Padding.VALID) {
      reasons.add("only padding \"valid\" has filters at every position");
    }
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Config config = layer.config();
    DataFormat format = DataFormat.of(config);
    Shape input = inputs.get(0).shape();
    Window window = Window.of(config, axes);
    long channels = Sizes.known(layer, input, format.channelAxis());
    long[] output = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      output[axis] =
          positions(
              config, Sizes.known(layer, input, format.firstSpatialAxis() + axis), window, axis);
    }
    long filters = Sizes.positive(config, "filters");
    long patch = window.size().stream().reduce(channels, Math::multiplyExact);
    Shape kernel = Shape.of(LongStream.of(output).reduce(1, Math::multiplyExact), patch, filters);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(WeightSpec.trainable("kernel", new TensorSpec(layer.variableDType(), kernel)));
    if (ConvolutionCall.hasBias(layer)) {
      Shape bias = Shape.of(output).concat(Shape.of(filters));
      weights.add(WeightSpec.trainable("bias", new TensorSpec(layer.variableDType(), bias)));
    }
    return weights;
  }

  private static long positions(Config config, long size, Window window, int axis) {
    long free = size - window.size().get(axis);
    if (free < 0) {
      throw new ConfigException(
          "kernel_size", "at most the input's size " + size, config.get("kernel_size"));
    }
    return free / window.strides().get(axis) + 1;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DataFormat format = DataFormat.of(call.config());
    Window window = Window.of(call.config(), axes);
    Operand x = format.toChannelsLast(tf, call.input());
    long[] output = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      output[axis] = positions(call.config(), x.shape().dim(axis + 1), window, axis);
    }
    Operand kernel = call.weight("kernel");
    Operand patches = patches(tf, x, window, format, kernel, output);
    Operand products = tf.einsum("bpk,pkf->bpf", patches, kernel);
    int[] shape = new int[axes + 2];
    shape[0] = -1;
    for (int axis = 0; axis < axes; axis++) {
      shape[axis + 1] = Math.toIntExact(output[axis]);
    }
    shape[axes + 1] = Math.toIntExact(kernel.shape().dim(2));
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

  /** (batch, positions, elements of the patch in the order of the data format). */
  private Operand patches(
      Ops tf, Operand x, Window window, DataFormat format, Operand kernel, long... output) {
    Operand patches = x;
    for (int axis = 0; axis < axes; axis++) {
      // The axes before are cut in two already: positions, and places in the window.
      patches = tf.arrays().gather(patches, places(tf, window, axis, output[axis]), 1 + 2 * axis);
    }
    int[] order = new int[2 * axes + 2];
    int at = 1;
    for (int axis = 0; axis < axes; axis++) {
      order[at++] = 1 + 2 * axis;
    }
    int channels = 2 * axes + 1;
    if (format == DataFormat.CHANNELS_FIRST) {
      order[at++] = channels;
    }
    for (int axis = 0; axis < axes; axis++) {
      order[at++] = 2 + 2 * axis;
    }
    if (format == DataFormat.CHANNELS_LAST) {
      order[at] = channels;
    }
    return tf.arrays()
        .reshape(
            tf.arrays().transpose(patches, order),
            -1,
            Math.toIntExact(kernel.shape().dim(0)),
            Math.toIntExact(kernel.shape().dim(1)));
  }

  private static Operand places(Ops tf, Window window, int axis, long positions) {
    int size = Math.toIntExact(window.size().get(axis));
    int[] places = new int[Math.multiplyExact(Math.toIntExact(positions), size)];
    for (int i = 0; i < places.length; i++) {
      places[i] = i / size * window.stride(axis) + i % size;
    }
    return tf.constant(TensorValue.ofInts(Shape.of(positions, size), places));
  }
}
