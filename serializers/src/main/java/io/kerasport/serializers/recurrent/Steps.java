package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.ArrayList;
import java.util.List;

/** The first two axes, time and batch in either order, as one, for layers that know only one. */
final class Steps {
  private Steps() {}

  static Operand fold(Ops tf, Operand x) {
    List<Operand> sizes = new ArrayList<>();
    sizes.add(tf.scalar(-1));
    for (int axis = 2; axis < x.shape().rank(); axis++) {
      sizes.add(tf.arrays().size(x, axis));
    }
    return tf.reshape(x, tf.arrays().pack(sizes, 0));
  }

  /**
   * Undoes it.
   *
   * @param like has the two axes
   */
  static Operand unfold(Ops tf, Operand y, Operand like) {
    List<Operand> sizes = new ArrayList<>();
    sizes.add(tf.arrays().size(like, 0));
    sizes.add(tf.arrays().size(like, 1));
    for (int axis = 1; axis < y.shape().rank(); axis++) {
      sizes.add(tf.arrays().size(y, axis));
    }
    return tf.reshape(y, tf.arrays().pack(sizes, 0));
  }
}
