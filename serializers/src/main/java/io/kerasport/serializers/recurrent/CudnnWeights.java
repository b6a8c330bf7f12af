package io.kerasport.serializers.recurrent;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.List;

/**
 * Weights in the layout of NVIDIA's library, in which the CuDNN layers of Keras 2 keep them: the
 * matrix of each gate is (units, inputs) row by row, and there are two biases, for inputs and
 * states.
 */
final class CudnnWeights {
  private static final int BIASES = 2;

  private CudnnWeights() {}

  /**
   * Matrices by which inputs are multiplied from the left, one beside the other. Keras gives each
   * gate the shape (inputs, units), but fills it as the library reads it.
   */
  static Operand kernels(Ops tf, Operand stored, int gates) {
    ArrayOps arrays = tf.arrays();
    int inputs = Math.toIntExact(stored.shape().dim(0));
    int units = Math.toIntExact(stored.shape().dim(1)) / gates;
    List<Operand> kernels =
        arrays.split(stored, 1, gates).stream()
            .map(gate -> arrays.transpose(arrays.reshape(gate, units, inputs), 1, 0))
            .toList();
    return tf.concat(kernels, 1);
  }

  /** The biases as two rows, for inputs and for states. */
  static Operand biases(Ops tf, Operand stored) {
    return tf.arrays().reshape(stored, BIASES, Math.toIntExact(stored.shape().dim(0)) / BIASES);
  }
}
