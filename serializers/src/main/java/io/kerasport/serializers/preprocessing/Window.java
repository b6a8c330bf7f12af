package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import java.util.List;

/**
 * A part of images in the layout NHWC, its place and size known or not.
 *
 * @param top the row where it begins
 * @param left the column where it begins
 */
record Window(Operand top, Operand left, Operand rows, Operand columns) {
  /** The part of the given images, which keep the number of their channels. */
  Operand of(Ops tf, Operand images) {
    Operand zero = tf.scalar(0);
    Operand all = tf.scalar(-1);
    long channels = images.shape().dim(3);
    // Of a part of unknown place shape inference takes -1 for a size that it does not know.
    Operand depth = channels == Shape.UNKNOWN_DIM ? all : tf.scalar(Math.toIntExact(channels));
    return tf.graph()
        .node("Slice")
        .input(images)
        .input(tf.arrays().pack(List.of(zero, top, left, zero), 0))
        .input(tf.arrays().pack(List.of(all, rows, columns, depth), 0))
        .buildOutput();
  }
}
