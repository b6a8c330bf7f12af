package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.Padding;
import java.util.List;

/**
 * A convolution of every channel by itself, over images with channels last.
 *
 * <p>TensorFlow's CPU kernel knows neither dilation nor different strides for height and width
 * (only its oneDNN build does). Dilation becomes a plain convolution of the image's interleaved
 * parts, which are laid out along the batch axis; such strides become a choice among the results of
 * stride 1.
 */
final class DepthwiseConvolution {
  private final Ops tf;
  private final Window window;

  DepthwiseConvolution(Ops tf, Window window) {
    this.tf = tf;
    this.window = window;
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
    return window.isStrided() ? tf.arrays().everyNth(y, 1, stride(0), stride(1)) : y;
  }

  /** All results of stride 1 that the strides choose from. */
  private Operand dilated(Operand x, Operand filter) {
    List<Long> one = List.of(1L, 1L);
    if (!window.isDilated() && window.padding() == Padding.VALID) {
      return tf.nn().depthwiseConv2d(x, filter, one, Padding.VALID.name());
    }
    Borders borders = x.shape().slice(1, 3).isFullyKnown() ? known(x.shape()) : measured(x);
    Operand block = tf.ints(dilation(0), dilation(1));
    Operand parts = tf.arrays().spaceToBatch(x, block, borders.paddings());
    Operand y = tf.nn().depthwiseConv2d(parts, filter, one, Padding.VALID.name());
    return tf.arrays().batchToSpace(y, block, borders.crops());
  }

  /**
   * What is put around the image and what is cut off the result.
   *
   * @param paddings what the padding asks for, filled up behind to a multiple of the dilation
   * @param crops that filling
   */
  private record Borders(Operand paddings, Operand crops) {}

  private Borders known(Shape image) {
    int[] paddings = new int[4];
    int[] crops = new int[4];
    for (int axis = 0; axis < 2; axis++) {
      int size = Math.toIntExact(image.dim(1 + axis));
      int total =
          window.padding() == Padding.VALID
              ? 0
              : Math.max(reach(axis) - Math.floorMod(size - 1, stride(axis)), 0);
      int filling = Math.floorMod(-(size + total), dilation(axis));
      paddings[2 * axis] = total / 2;
      paddings[2 * axis + 1] = total - total / 2 + filling;
      crops[2 * axis + 1] = filling;
    }
    return new Borders(matrix(paddings), matrix(crops));
  }

  /** The same as {@link #known} in the graph, for sizes known only when it runs. */
  private Borders measured(Operand x) {
    Ops sizes = tf.withScope("borders");
    Operand zeros = sizes.ints(0, 0);
    Operand size = sizes.arrays().shape(x, 1, 3);
    Operand total = window.padding() == Padding.VALID ? zeros : total(sizes, size);
    Operand before = sizes.math().floorDiv(total, sizes.scalar(2));
    Operand filling =
        sizes
            .math()
            .floorMod(sizes.neg(sizes.add(size, total)), sizes.ints(dilation(0), dilation(1)));
    Operand after = sizes.add(sizes.sub(total, before), filling);
    return new Borders(
        sizes.arrays().pack(List.of(before, after), 1),
        sizes.arrays().pack(List.of(zeros, filling), 1));
  }

  private Operand total(Ops sizes, Operand size) {
    Operand reach = sizes.ints(reach(0), reach(1));
    if (!window.isStrided()) {
      return reach;
    }
    Operand lastStep = sizes.math().floorMod(sizes.sub(size, 1), sizes.ints(stride(0), stride(1)));
    return sizes.maximum(sizes.sub(reach, lastStep), sizes.scalar(0));
  }

  /** From the first element of the filter to its last. */
  private int reach(int axis) {
    return Math.toIntExact((window.size().get(axis) - 1) * window.dilations().get(axis));
  }

  private int stride(int axis) {
    return Math.toIntExact(window.strides().get(axis));
  }

  private int dilation(int axis) {
    return Math.toIntExact(window.dilations().get(axis));
  }

  private Operand matrix(int... values) {
    return tf.constant(TensorValue.ofInts(Shape.of(2, 2), values));
  }
}
