package io.kerasport.serializers.convolution;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.Padding;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A dilated convolution as a plain one of the image's interleaved parts, which are laid out along
 * the batch axis. It gives all results of stride 1 that strides choose from.
 */
final class InterleavedParts {
  private final Ops tf;
  private final Window window;

  InterleavedParts(Ops tf, Window window) {
    this.tf = tf;
    this.window = window;
  }

  /**
   * Adds the ops.
   *
   * @param x images with channels last
   * @param convolution one without strides, dilation and padding
   */
  Operand of(Operand x, UnaryOperator<Operand> convolution) {
    Shape image = x.shape().slice(1, 1 + window.axes());
    Borders borders = image.isFullyKnown() ? known(image) : measured(x);
    Operand block = tf.ints(each(window::dilation));
    Operand parts = tf.arrays().spaceToBatch(x, block, borders.paddings());
    return tf.arrays().batchToSpace(convolution.apply(parts), block, borders.crops());
  }

  /**
   * What is put around the image and what is cut off the result.
   *
   * @param paddings what the padding asks for, filled up behind to a multiple of the dilation
   * @param crops that filling
   */
  private record Borders(Operand paddings, Operand crops) {}

  private Borders known(Shape image) {
    int[] paddings = new int[2 * window.axes()];
    int[] crops = new int[2 * window.axes()];
    for (int axis = 0; axis < window.axes(); axis++) {
      int size = Math.toIntExact(image.dim(axis));
      int total =
          window.padding() == Padding.VALID
              ? 0
              : Math.max(window.reach(axis) - Math.floorMod(size - 1, window.stride(axis)), 0);
      int filling = Math.floorMod(-(size + total), window.dilation(axis));
      paddings[2 * axis] = total / 2;
      paddings[2 * axis + 1] = total - total / 2 + filling;
      crops[2 * axis + 1] = filling;
    }
    return new Borders(matrix(paddings), matrix(crops));
  }

  /** The same as {@link #known} in the graph, for sizes known only when it runs. */
  private Borders measured(Operand x) {
    Ops sizes = tf.withScope("borders");
    Operand zeros = sizes.ints(new int[window.axes()]);
    Operand size = sizes.arrays().shape(x, 1, 1 + window.axes());
    Operand total = window.padding() == Padding.VALID ? zeros : total(sizes, size);
    Operand before = sizes.math().floorDiv(total, sizes.scalar(2));
    Operand filling =
        sizes
            .math()
            .floorMod(sizes.neg(sizes.add(size, total)), sizes.ints(each(window::dilation)));
    Operand after = sizes.add(sizes.sub(total, before), filling);
    return new Borders(
        sizes.arrays().pack(List.of(before, after), 1),
        sizes.arrays().pack(List.of(zeros, filling), 1));
  }

  private Operand total(Ops sizes, Operand size) {
    Operand reach = sizes.ints(each(window::reach));
    if (!window.isStrided()) {
      return reach;
    }
    Operand lastStep = sizes.math().floorMod(sizes.sub(size, 1), sizes.ints(each(window::stride)));
    return sizes.maximum(sizes.sub(reach, lastStep), sizes.scalar(0));
  }

  private int[] each(IntUnaryOperator ofAxis) {
    int[] values = new int[window.axes()];
    Arrays.setAll(values, ofAxis);
    return values;
  }

  private Operand matrix(int... values) {
    return tf.constant(TensorValue.ofInts(Shape.of(values.length / 2, 2), values));
  }
}
