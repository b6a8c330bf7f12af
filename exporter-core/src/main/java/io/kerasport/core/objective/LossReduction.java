package io.kerasport.core.objective;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reduces the losses of the samples to one number, with sample weights and mask; follows {@code
 * reduce_weighted_values} of Keras 3, which agrees with Keras 2 from TensorFlow 2.10 on.
 */
final class LossReduction {
  private final Ops tf;
  private final String reduction;

  LossReduction(Ops tf, Config loss) {
    this.tf = tf;
    this.reduction = loss.string("reduction", "sum_over_batch_size").toLowerCase(Locale.ROOT);
  }

  /**
   * The reduced loss.
   *
   * @param values losses of the samples
   * @param sampleWeight their weights; its axes are the first of the values' axes
   * @param mask which of them count; null for all
   */
  Operand reduce(Operand values, Operand sampleWeight, @Nullable Operand mask) {
    Operand weights = tf.cast(sampleWeight, values.dtype());
    if (mask != null) {
      Operand counted = alike(maskWeights(tf.cast(mask, values.dtype())), values.shape());
      weights = tf.mul(alike(weights, counted.shape()), counted);
    }
    Operand weighted = tf.mul(values, alike(weights, values.shape()));
    Operand sum = sum(weighted);
    return switch (reduction) {
      case "sum", "none" -> sum;
      case "mean_with_sample_weight" ->
          divNoNan(
              sum,
              sum(
                  tf.arrays()
                      .broadcastTo(alike(weights, values.shape()), tf.arrays().shape(values))));
      default -> divNoNan(sum, size(weighted));
    };
  }

  /** Valid entries weigh total / valid, so that the mean counts only them. */
  private Operand maskWeights(Operand mask) {
    boolean mean = !reduction.equals("sum") && !reduction.equals("none");
    return mean ? tf.mul(mask, divNoNan(size(mask), sum(mask))) : mask;
  }

  /** Weights with axes of size 1 appended until they have as many axes as the values. */
  private Operand alike(Operand weights, Shape values) {
    if (!values.hasRank() || !weights.shape().hasRank()) {
      return weights;
    }
    Operand result = weights;
    while (result.shape().rank() < values.rank()) {
      result = tf.arrays().expandDims(result, result.shape().rank());
    }
    return result;
  }

  private Operand size(Operand x) {
    Operand size =
        tf.graph().node("Size").input(x).attr("out_type", Attr.of(DType.INT32)).buildOutput();
    return tf.cast(size, x.dtype());
  }

  private Operand sum(Operand x) {
    int[] axes = IntStream.range(0, x.shape().hasRank() ? x.shape().rank() : 0).toArray();
    return axes.length == 0 ? x : tf.reduce().sum(x, false, axes);
  }

  private Operand divNoNan(Operand x, Operand y) {
    return tf.graph().node("DivNoNan").input(x).input(y).buildOutput();
  }
}
