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
import io.kerasport.spi.WeightSpec;
import java.util.function.UnaryOperator;

/** What surrounds the convolution in every such layer: layout, bias, activation. */
final class ConvolutionCall {
  private static final int[] NONE = {0, 0};

  private ConvolutionCall() {}

  /** A convolution of images with channels last. */
  @FunctionalInterface
  interface Convolved {
    Operand of(Ops tf, Operand x, Operand kernel, Window window);
  }

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

  /**
   * A convolution of sequences as one of images with one row.
   *
   * @param kernel its first axis goes along the sequence
   */
  static Operand overOneRow(
      Ops tf, Operand x, Operand kernel, Window window, Convolved convolution) {
    Operand y =
        convolution.of(
            tf,
            tf.arrays().expandDims(x, 1),
            tf.arrays().expandDims(kernel, 0),
            window.overOneRow());
    return tf.arrays().squeeze(y, 1);
  }

  /**
   * A sequence with so many zeros in front that a causal window ends at its own step; other images
   * as they are.
   *
   * @throws io.kerasport.model.ConfigException if a window does not fit into its image
   */
  static Operand padded(Ops tf, Operand x, Config config, Window window) {
    boolean inside = window.padding() == Padding.VALID && !Window.isCausal(config, window.axes());
    if (inside) {
      Sizes.fitting(config, "kernel_size", window.extents(), x.shape());
    }
    return Window.isCausal(config, window.axes())
        ? tf.arrays().pad(x, NONE, new int[] {window.reach(0), 0}, NONE)
        : x;
  }

  static boolean hasBias(LayerDescription layer) {
    return layer.config().bool("use_bias", true);
  }

  static WeightSpec bias(LayerDescription layer, long size) {
    return WeightSpec.trainable("bias", new TensorSpec(layer.variableDType(), Shape.of(size)));
  }

  /** The shape of a filter: the window's size, then the channels. */
  static Shape filter(Window window, long... channels) {
    return Shape.of(window.size().stream().mapToLong(Long::longValue).toArray())
        .concat(Shape.of(channels));
  }
}
