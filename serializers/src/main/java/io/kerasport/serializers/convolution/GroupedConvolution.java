package io.kerasport.serializers.convolution;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.serializers.config.Padding;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution of images or volumes with channels last, whose channels may be in groups.
 *
 * @param groups how many
 * @param training whether gradients are needed
 */
record GroupedConvolution(int groups, boolean training) {
  private static final int PLANE = 2;

  /** Adds the ops. */
  Operand of(Ops tf, Operand x, Operand kernel, Window window) {
    long channels = x.shape().dim(-1);
    if (groups == 1) {
      return convolution(tf, x, kernel, window);
    }
    if (groups == channels && window.axes() == PLANE) {
      return new DepthwiseConvolution(tf, window).of(x, perChannel(tf, kernel, window));
    }
    return training || window.axes() != PLANE
        ? byGroup(tf, x, kernel, window)
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
    if (window.axes() == PLANE) {
      return tf.nn()
          .conv2d(x, kernel, window.strides(), window.padding().name(), window.dilations());
    }
    // TensorFlow's CPU kernels for volumes know no dilation.
    return window.isDilated()
        ? new InterleavedParts(tf, window)
            .of(x, parts -> conv3d(tf, parts, kernel, window.strides(), Padding.VALID))
        : conv3d(tf, x, kernel, window.strides(), window.padding());
  }

  private static Operand conv3d(
      Ops tf, Operand x, Operand kernel, List<Long> strides, Padding padding) {
    return tf.graph()
        .node("Conv3D")
        .input(x)
        .input(kernel)
        .attr("strides", Attr.ints(1, strides.get(0), strides.get(1), strides.get(2), 1))
        .attr("padding", Attr.of(padding.name()))
        .buildOutput();
  }

  /** The filters of a group, which is one channel, on the axis a depthwise filter has them. */
  private Operand perChannel(Ops tf, Operand kernel, Window window) {
    int height = Math.toIntExact(window.size().get(0));
    int width = Math.toIntExact(window.size().get(1));
    int filters = Math.toIntExact(kernel.shape().dim(3));
    return tf.arrays().reshape(kernel, height, width, groups, filters / groups);
  }

  /** A convolution for each group: the op has no gradient of groups on CPU, nor has Conv3D any. */
  private Operand byGroup(Ops tf, Operand x, Operand kernel, Window window) {
    List<Operand> inputs = tf.arrays().split(x, -1, groups);
    List<Operand> kernels = tf.arrays().split(kernel, -1, groups);
    List<Operand> outputs = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      outputs.add(convolution(tf, inputs.get(group), kernels.get(group), window));
    }
    return tf.concat(outputs, -1);
  }
}
