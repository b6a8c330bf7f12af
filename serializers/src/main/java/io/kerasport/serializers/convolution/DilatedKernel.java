package io.kerasport.serializers.convolution;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.Arrays;

/** A kernel with the zeros between its elements that dilation stands for. */
final class DilatedKernel {
  private static final int[] NONE = {0, 0};

  private final Ops tf;
  private final Window window;

  DilatedKernel(Ops tf, Window window) {
    this.tf = tf;
    this.window = window;
  }

  /** Adds the ops; the window's axes are the kernel's first. */
  Operand of(Operand kernel) {
    Operand dilated = kernel;
    for (int axis = 0; axis < window.axes(); axis++) {
      if (window.dilation(axis) > 1) {
        dilated = along(dilated, axis);
      }
    }
    return dilated;
  }

  /** Every element gets zeros behind it on an axis of its own; those of the last are cut off. */
  private Operand along(Operand kernel, int axis) {
    Operand apart = tf.arrays().expandDims(kernel, axis + 1);
    int[][] paddings = new int[apart.shape().rank()][];
    Arrays.fill(paddings, NONE);
    paddings[axis + 1] = new int[] {0, window.dilation(axis) - 1};
    int[] shape = new int[kernel.shape().rank()];
    for (int i = 0; i < shape.length; i++) {
      long size = kernel.shape().dim(i);
      shape[i] = Math.toIntExact(i == axis ? size * window.dilation(axis) : size);
    }
    Operand filled = tf.arrays().reshape(tf.arrays().pad(apart, paddings), shape);
    int[] end = new int[axis + 1];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    end[axis] = window.reach(axis) + 1;
    return tf.arrays().slice(filled, new int[axis + 1], end);
  }
}
