package io.kerasport.core.objective;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.stream.IntStream;

/**
 * The loss of a model with all that adds to it.
 *
 * @param reported what Keras reports, a scalar: the mean, where losses are not reduced
 * @param minimized what training minimizes: a tensor stands for the sum of its elements
 */
record TotalLoss(Operand reported, Operand minimized) {
  static TotalLoss of(Ops tf, Operand total) {
    int[] axes = IntStream.range(0, total.shape().hasRank() ? total.shape().rank() : 0).toArray();
    return new TotalLoss(axes.length == 0 ? total : tf.reduce().mean(total, false, axes), total);
  }
}
