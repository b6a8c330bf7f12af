package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the broadcasting of two tensors: a gradient in the shape of the result is summed over the
 * axes along which an input was repeated.
 *
 * <p>The axes are constants if the static shapes decide them, else {@code BroadcastGradientArgs}
 * finds them when the graph runs.
 */
final class BroadcastSum {
  private final Ops tf;
  private final Operand x;
  private final Operand y;
  private final int fixed;
  private @Nullable Operation runtimeAxes;

  BroadcastSum(Ops tf, Operand x, Operand y) {
    this(tf, x, y, 0);
  }

  /**
   * Of tensors that broadcast in their first axes only.
   *
   * @param fixed how many last axes do not broadcast
   */
  BroadcastSum(Ops tf, Operand x, Operand y, int fixed) {
    this.tf = tf;
    this.x = x;
    this.y = y;
    this.fixed = fixed;
  }

  /** The gradient of x. */
  Operand toX(Operand gradient) {
    return sum(gradient, x, y, 0);
  }

  /** The gradient of y. */
  Operand toY(Operand gradient) {
    return sum(gradient, y, x, 1);
  }

  private Operand sum(Operand gradient, Operand input, Operand other, int index) {
    if (!decided(input.shape(), other.shape())) {
      Operand sum =
          tf.graph()
              .node("Sum")
              .input(gradient)
              .input(runtimeAxes().outputs().get(index))
              .buildOutput();
      return tf.reshape(sum, tf.arrays().shape(input));
    }
    int added = Math.max(0, other.shape().rank() - input.shape().rank());
    List<Integer> missing = new ArrayList<>();
    for (int axis = 0; axis < added; axis++) {
      missing.add(axis);
    }
    List<Integer> repeated = new ArrayList<>();
    for (int axis = 0; axis < input.shape().rank() - fixed; axis++) {
      if (input.shape().dim(axis) == 1 && opposite(input.shape(), other.shape(), axis) != 1) {
        repeated.add(axis);
      }
    }
    Operand sum = gradient;
    if (!missing.isEmpty()) {
      sum = tf.reduce().sum(sum, false, ints(missing));
    }
    if (!repeated.isEmpty()) {
      sum = tf.reduce().sum(sum, true, ints(repeated));
    }
    return sum;
  }

  private Operation runtimeAxes() {
    if (runtimeAxes == null) {
      runtimeAxes =
          tf.graph()
              .node("BroadcastGradientArgs")
              .input(broadcastShape(x))
              .input(broadcastShape(y))
              .build();
    }
    return runtimeAxes;
  }

  private Operand broadcastShape(Operand tensor) {
    Operand shape = tf.arrays().shape(tensor);
    return fixed == 0 ? shape : tf.arrays().slice(shape, new int[] {0}, new int[] {-fixed});
  }

  /** Whether the static shapes tell along which axes an input is repeated. */
  private boolean decided(Shape input, Shape other) {
    if (!input.hasRank() || !other.hasRank()) {
      return false;
    }
    for (int axis = 0; axis < input.rank() - fixed; axis++) {
      if (input.dim(axis) == Shape.UNKNOWN_DIM && opposite(input, other, axis) != 1) {
        return false;
      }
    }
    return true;
  }

  /** The size that another shape has where an input has an axis; 1 if it has none there. */
  private static long opposite(Shape input, Shape other, int axis) {
    int there = axis + other.rank() - input.rank();
    return there < 0 ? 1 : other.dim(there);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }
}
