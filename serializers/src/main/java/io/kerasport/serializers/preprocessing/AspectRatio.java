package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.List;

/**
 * Images in the layout NHWC brought to a ratio of height and width. Sizes are computed in float32
 * and cut off, as Keras does it.
 *
 * @param tf makes the nodes
 * @param height the height of the ratio
 * @param width its width
 */
record AspectRatio(Ops tf, int height, int width) {

  /** The largest part in the middle that has the ratio. */
  Operand cropped(Operand images) {
    Operand givenHeight = tf.arrays().size(images, 1);
    Operand givenWidth = tf.arrays().size(images, 2);
    Operand one = tf.scalar(1);
    Operand cropHeight =
        tf.maximum(tf.minimum(givenHeight, matching(givenWidth, height, width)), one);
    Operand cropWidth =
        tf.maximum(tf.minimum(givenWidth, matching(givenHeight, width, height)), one);
    Operand top = half(tf.sub(givenHeight, cropHeight));
    Operand left = half(tf.sub(givenWidth, cropWidth));
    return new Window(top, left, cropHeight, cropWidth).of(tf, images);
  }

  /** The whole image with borders of one value. */
  Operand padded(Operand images, double value) {
    Operand givenHeight = tf.arrays().size(images, 1);
    Operand givenWidth = tf.arrays().size(images, 2);
    Operand padHeight = tf.maximum(givenHeight, matching(givenWidth, height, width));
    Operand padWidth = tf.maximum(givenWidth, matching(givenHeight, width, height));
    Operand above = half(tf.sub(padHeight, givenHeight));
    Operand left = half(tf.sub(padWidth, givenWidth));
    Operand none = tf.ints(0, 0);
    return tf.graph()
        .node("PadV2")
        .input(images)
        .input(vector(none, vector(above, above), vector(left, left), none))
        .input(tf.scalarLike(images, value))
        .buildOutput();
  }

  /** The size along one axis that goes with the given one along the other. */
  private Operand matching(Operand given, int wanted, int other) {
    Operand product = tf.cast(tf.mul(given, tf.scalar(wanted)), DType.FLOAT);
    return tf.cast(tf.div(product, other), DType.INT32);
  }

  private Operand half(Operand size) {
    return tf.cast(tf.div(tf.cast(size, DType.FLOAT), 2), DType.INT32);
  }

  private Operand vector(Operand... values) {
    return tf.arrays().pack(List.of(values), 0);
  }
}
