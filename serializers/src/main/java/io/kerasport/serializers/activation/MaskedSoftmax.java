package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code exp(x) / sum(exp(x))} over one axis or several together, with positions taken out of the
 * sum by a mask.
 *
 * @param isKeras2 whether masks have the effect they have in Keras 2
 * @param robust whether Keras 2 replaces what is masked instead of lowering it
 */
public record MaskedSoftmax(boolean isKeras2, boolean robust) {
  private static final double MASKED = -1e9;
  private static final double HALF_FLOAT_MINIMUM = -65504;

  /**
   * Adds the ops.
   *
   * @param mask broadcasts with x; null for none
   * @param axes counted from the front
   */
  public Operand of(Ops tf, Operand x, @Nullable Operand mask, int... axes) {
    if (mask == null) {
      return over(tf, x, axes);
    }
    Operand y = over(tf, isKeras2 && !robust ? lowered(tf, x, mask) : replaced(tf, x, mask), axes);
    return isKeras2 ? y : tf.math().select(isSet(tf, mask), y, tf.scalarLike(y, 0));
  }

  /** Softmax over axes; TensorFlow's own op knows the last axis only. */
  private static Operand over(Ops tf, Operand x, int... axes) {
    int rank = x.shape().rank();
    if (axes.length > 1) {
      Operand largest = tf.unary("StopGradient", tf.reduce().max(x, true, axes));
      Operand exp = tf.math().exp(tf.sub(x, largest));
      return tf.div(exp, tf.reduce().sum(exp, true, axes));
    }
    int axis = axes[0];
    if (axis == rank - 1) {
      return tf.nn().softmax(x);
    }
    int[] swapped = IntStream.range(0, rank).toArray();
    swapped[axis] = rank - 1;
    swapped[rank - 1] = axis;
    Operand last = tf.arrays().transpose(x, swapped);
    return tf.arrays().transpose(tf.nn().softmax(last), swapped);
  }

  /** Keras 2 adds a large negative number, so that a row without a set position is uniform. */
  private static Operand lowered(Ops tf, Operand x, Operand mask) {
    Operand kept = tf.cast(mask, x.dtype());
    double low = x.dtype() == DType.HALF ? HALF_FLOAT_MINIMUM / 2 : MASKED;
    return tf.add(x, tf.mul(tf.sub(tf.scalarLike(x, 1), kept), low));
  }

  private Operand replaced(Ops tf, Operand x, Operand mask) {
    double low = MASKED;
    if (x.dtype() == DType.HALF) {
      low = isKeras2 ? HALF_FLOAT_MINIMUM / 2 : -3e4;
    }
    return tf.math().select(isSet(tf, mask), x, tf.scalarLike(x, low));
  }

  private static Operand isSet(Ops tf, Operand mask) {
    return mask.dtype() == DType.BOOL ? mask : tf.math().greater(mask, tf.scalarLike(mask, 0.5));
  }
}
