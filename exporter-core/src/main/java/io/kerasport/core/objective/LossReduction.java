package io.kerasport.core.objective;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Shape;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reduces the losses of the samples to one number, with sample weights and mask; follows {@code
 * reduce_weighted_values} of Keras 3, which agrees with Keras 2 from TensorFlow 2.10 on.
 */
final class LossReduction {
  private static final String KEY = "reduction";
  private static final List<String> OF_KERAS_2 =
      List.of("auto", "sum_over_batch_size", "sum", "none");
  private static final List<String> OF_KERAS_3 =
      List.of("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none");

  private final Ops tf;
  private final KerasGeneration generation;
  private final String reduction;

  LossReduction(Ops tf, ObjectDescription loss) {
    this.tf = tf;
    this.generation = loss.generation();
    this.reduction = name(loss.config());
  }

  /** What is wrong with the reduction that a loss asks for, if anything is. */
  static Optional<String> unsupported(ObjectDescription loss) {
    List<String> known = loss.isKeras2() ? OF_KERAS_2 : OF_KERAS_3;
    String asked = name(loss.config());
    return known.contains(asked)
        ? Optional.empty()
        : Optional.of(
            "loss "
                + loss.name()
                + " has the reduction `"
                + asked
                + "`; it should be one of "
                + String.join(", ", known));
  }

  private static String name(Config loss) {
    boolean explicitlyNone = loss.entries().containsKey(KEY) && !loss.has(KEY);
    return explicitlyNone
        ? "none"
        : loss.string(KEY, "sum_over_batch_size").toLowerCase(Locale.ROOT);
  }

  /**
   * The reduced loss; without a reduction the weighted losses themselves.
   *
   * @param values losses of the samples
   * @param sampleWeight their weights; its axes are the first of the values' axes
   * @param mask which of them count; null for all
   */
  Operand reduce(Operand values, Operand sampleWeight, @Nullable Operand mask) {
    Operand weights = tf.cast(sampleWeight, values.dtype());
    if (mask != null) {
      Operand counted = maskWeights(tf.cast(mask, values.dtype()));
      weights = tf.mul(alike(weights, counted.shape()), alike(counted, weights.shape()));
    }
    weights = alike(weights, values.shape());
    Operand weighted = tf.mul(values, weights);
    return switch (reduction) {
      case "none" -> weighted;
      case "sum" -> sum(weighted);
      case "mean_with_sample_weight" -> divNoNan(sum(weighted), sum(weights));
      default -> divNoNan(sum(weighted), size(weighted));
    };
  }

  /** Valid entries weigh total / valid, so that the mean counts only them. */
  private Operand maskWeights(Operand mask) {
    boolean mean =
        reduction.equals("auto")
            || reduction.equals("mean")
            || reduction.equals("sum_over_batch_size");
    if (!mean) {
      return mask;
    }
    Operand total = size(mask);
    Operand valid = sum(mask);
    boolean nothingValidIsNaN = generation == KerasGeneration.KERAS_2;
    return tf.mul(mask, nothingValidIsNaN ? tf.div(total, valid) : divNoNan(total, valid));
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
    if (!x.shape().hasRank()) {
      Operand axes = tf.arrays().range(0, tf.unary("Rank", x));
      return tf.graph().node("Sum").input(x).input(axes).buildOutput();
    }
    int[] axes = IntStream.range(0, x.shape().rank()).toArray();
    return axes.length == 0 ? x : tf.reduce().sum(x, false, axes);
  }

  private Operand divNoNan(Operand x, Operand y) {
    return tf.graph().node("DivNoNan").input(x).input(y).buildOutput();
  }
}
