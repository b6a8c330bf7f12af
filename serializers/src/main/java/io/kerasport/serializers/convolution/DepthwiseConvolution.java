package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.serializers.config.Padding;
import java.util.List;

/**
 * A convolution of every channel by itself, over images with channels last.
 *
 * <p>TensorFlow's CPU kernel knows neither dilation nor different strides for height and width
 * (only its oneDNN build does). Dilation becomes a plain convolution of the image's interleaved
 * parts; such strides become a choice among the results of stride 1.
 */
final class DepthwiseConvolution {
  private static final List<Long> ONE = List.of(1L, 1L);

  private final Ops tf;
  private final Window window;

  DepthwiseConvolution(Ops tf, Window window) {
    this.tf = tf;
    this.window = window;
  }

  /** The same for {@link ConvolutionCall#overOneRow}. */
  static Operand of(Ops tf, Operand x, Operand filter, Window window) {
    return new DepthwiseConvolution(tf, window).of(x, filter);
  }

  /**
   * Adds the ops.
   *
   * @param x the images
   * @param filter (height, width, channels, outputs of each channel)
   */
  Operand of(Operand x, Operand filter) {
    List<Long> strides = window.strides();
    if (!window.isDilated() && strides.get(0).equals(strides.get(1))) {
      return tf.nn().depthwiseConv2d(x, filter, strides, window.padding().name());
    }
    Operand y = dilated(x, filter);
    return window.isStrided() ? tf.arrays().everyNth(y, 1, window.stride(0), window.stride(1)) : y;
  }

  /** All results of stride 1 that the strides choose from. */
  private Operand dilated(Operand x, Operand filter) {
    if (!window.isDilated() && window.padding() == Padding.VALID) {
      return plain(x, filter);
    }
    return new InterleavedParts(tf, window).of(x, parts -> plain(parts, filter));
  }

  private Operand plain(Operand x, Operand filter) {
    return tf.nn().depthwiseConv2d(x, filter, ONE, Padding.VALID.name());
  }
}
