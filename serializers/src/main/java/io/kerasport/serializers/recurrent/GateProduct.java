package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.ArrayList;
import java.util.List;

/** Products with matrices that have the columns of several gates side by side. */
final class GateProduct {
  private GateProduct() {}

  /**
   * {@code x · w}.
   *
   * @param x of shape (batch, features) or (time, batch, features)
   * @param masks what x is multiplied by first: nothing, one tensor, or one for each gate
   */
  static Operand of(Ops tf, Operand x, Operand w, List<Operand> masks) {
    if (masks.size() <= 1) {
      return product(tf, masks.isEmpty() ? x : tf.mul(x, masks.get(0)), w);
    }
    List<Operand> parts = tf.arrays().split(w, 1, masks.size());
    List<Operand> products = new ArrayList<>();
    for (int gate = 0; gate < parts.size(); gate++) {
      products.add(product(tf, tf.mul(x, masks.get(gate)), parts.get(gate)));
    }
    return tf.concat(products, -1);
  }

  /** MatMul takes matrices, so time and batch go through it as one axis. */
  private static Operand product(Ops tf, Operand x, Operand w) {
    if (x.shape().rank() == 2) {
      return tf.matMul(x, w);
    }
    Operand rows = tf.arrays().reshape(x, -1, Math.toIntExact(w.shape().dim(0)));
    return tf.arrays()
        .reshapeLike(
            tf.matMul(rows, w), x, 0, x.shape().rank() - 1, Math.toIntExact(w.shape().dim(1)));
  }
}
