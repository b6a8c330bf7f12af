package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.KerasGeneration;

/** Activation functions that TensorFlow has no op for. */
final class Formulas {
  /** As float32, which is where TensorFlow casts it from to other types. */
  private static final float ROOT_OF_HALF = (float) Math.sqrt(0.5);

  private Formulas() {}

  /** A line from 0 to 1: of slope 1/5 between -2.5 and 2.5 in Keras 2, 1/6 in Keras 3. */
  static Operand hardSigmoid(Ops tf, Operand x, KerasGeneration keras) {
    return switch (keras) {
      case KERAS_2 -> tf.math().clip(tf.add(tf.mul(x, 0.2), 0.5), 0, 1);
      case KERAS_3 -> tf.div(tf.nn().relu6(tf.add(x, 3)), 6);
    };
  }

  static Operand hardSilu(Ops tf, Operand x, KerasGeneration keras) {
    return tf.mul(x, hardSigmoid(tf, x, keras));
  }

  static Operand silu(Ops tf, Operand x) {
    return tf.mul(x, tf.math().sigmoid(x));
  }

  static Operand mish(Ops tf, Operand x) {
    return tf.mul(x, tf.math().tanh(tf.nn().softplus(x)));
  }

  /** {@code x · P(X <= x)} for a standard normal X. */
  static Operand gelu(Ops tf, Operand x) {
    Operand erf = tf.math().erf(tf.mul(x, ROOT_OF_HALF));
    return tf.mul(tf.mul(x, 0.5), tf.add(erf, 1));
  }

  static Operand celu(Ops tf, Operand x) {
    Operand zero = tf.scalarLike(x, 0);
    return tf.add(tf.maximum(x, zero), tf.unary("Expm1", tf.minimum(x, zero)));
  }

  /** The first half of the channels, let through by the second. */
  static Operand glu(Ops tf, Operand x) {
    var halves = tf.arrays().split(x, -1, 2);
    return tf.mul(halves.get(0), tf.math().sigmoid(halves.get(1)));
  }

  static Operand logSigmoid(Ops tf, Operand x) {
    return tf.neg(tf.nn().softplus(tf.neg(x)));
  }

  static Operand hardShrink(Ops tf, Operand x) {
    Operand far = tf.math().greater(tf.math().abs(x), tf.scalarLike(x, 0.5));
    return tf.math().select(far, x, tf.scalarLike(x, 0));
  }

  static Operand softShrink(Ops tf, Operand x) {
    Operand inner = tf.math().clip(x, -0.5, 0.5);
    return tf.sub(x, inner);
  }

  static Operand tanhShrink(Ops tf, Operand x) {
    return tf.sub(x, tf.math().tanh(x));
  }

  /** 0 up to -1, {@code x} from 1 on, and a parabola between. */
  static Operand sparsePlus(Ops tf, Operand x) {
    Operand above = tf.math().greaterEqual(x, tf.scalarLike(x, 1));
    Operand parabola = tf.mul(tf.square(tf.nn().relu(tf.add(x, 1))), 0.25);
    return tf.math().select(above, x, parabola);
  }

  /** 0 up to -1, 1 from 1 on, and a line between. */
  static Operand sparseSigmoid(Ops tf, Operand x) {
    return tf.math().clip(tf.mul(tf.add(x, 1), 0.5), 0, 1);
  }

  static Operand squareplus(Ops tf, Operand x) {
    return tf.mul(tf.add(x, tf.sqrt(tf.add(tf.square(x), 4))), 0.5);
  }

  /**
   * {@code max(x - tau, 0)}. In the paper (Martins, Astudillo: From softmax to sparsemax, 2016) the
   * tau makes it sum to 1; Keras 3 adds up the running sums of the support where the paper takes
   * the last, and models are trained with what Keras computes.
   */
  static Operand sparsemax(Ops root, Operand x) {
    Ops tf = root.withScope("sparsemax");
    Operand size = tf.arrays().size(x, -1);
    Operand sorted = tf.arrays().topValues(x, size);
    Operand sums = tf.math().cumulativeSum(sorted, -1);
    Operand ranks = tf.cast(tf.arrays().range(1, tf.add(size, 1)), x.dtype());
    Operand inSupport =
        tf.cast(tf.math().greater(tf.add(tf.mul(sorted, ranks), 1), sums), x.dtype());
    Operand supportSize = tf.reduce().sum(inSupport, true, -1);
    Operand supportSum = tf.reduce().sum(tf.mul(sums, inSupport), true, -1);
    Operand tau = tf.div(tf.sub(supportSum, 1), supportSize);
    return tf.nn().relu(tf.sub(x, tau));
  }
}
