package io.kerasport.serializers.metric;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.spi.MetricCall;
import java.util.Arrays;
import java.util.Optional;

/** Lays out a batch for counting: predictions, and what each weighs if it is true or false. */
final class ScoredElements {
  /** In place of a number of labels: all are counted together. */
  static final int TOGETHER = 0;

  private static final double NEVER = -1e10;

  private final MetricCall call;
  private final Ops tf;
  private final Config config;

  ScoredElements(MetricCall call) {
    this.call = call;
    this.tf = call.ops();
    this.config = call.config();
  }

  /**
   * A batch.
   *
   * @param prediction a vector, or a matrix with a column for each label
   * @param trueWeight the weights of what is true, 0 for the rest; of the same shape
   * @param falseWeight the weights of what is false, 0 for the rest; of the same shape
   * @param labels the number of labels that are counted separately, or {@link #TOGETHER}
   */
  record Elements(Operand prediction, Operand trueWeight, Operand falseWeight, int labels) {}

  /**
   * The batch.
   *
   * @param labels the number of labels to count separately, or {@link #TOGETHER}
   */
  Elements of(Operand prediction, int labels) {
    Operand p = prediction;
    Operand y = call.target();
    if (config.has("top_k")) {
      p = onlyTop(p, Math.toIntExact(config.integer("top_k")));
    }
    if (config.has("class_id")) {
      int id = Math.toIntExact(config.integer("class_id"));
      p = only(p, id);
      y = only(y, id);
    }
    Operand isTrue = Tensors.notEqual(tf, y, tf.scalarLike(y, 0));
    Operand weight = weight(p, labels);
    Operand zero = tf.scalarLike(weight, 0);
    Operand trueWeight = tf.math().select(isTrue, weight, zero);
    Operand falseWeight = tf.math().select(isTrue, zero, weight);
    return labels == TOGETHER
        ? new Elements(flat(p), flat(trueWeight), flat(falseWeight), labels)
        : new Elements(p, trueWeight, falseWeight, labels);
  }

  private Operand flat(Operand x) {
    return tf.arrays().reshape(x, -1);
  }

  /** Keras 2 heeds masks here, Keras 3 does not. */
  private Operand weight(Operand p, int labels) {
    Optional<Operand> ofSamples =
        call.description().isKeras2() ? SampleWeights.of(call) : call.sampleWeight();
    int rank = p.shape().rank();
    Operand weight =
        Tensors.broadcastLike(
            tf, ofSamples.map(w -> Tensors.withRank(tf, w, rank)).orElse(tf.scalarLike(p, 1)), p);
    return labels == TOGETHER && config.has("label_weights")
        ? tf.mul(weight, labelWeights(tf, config))
        : weight;
  }

  /** The weights of the labels, a vector. */
  static Operand labelWeights(Ops tf, Config config) {
    NumberArray weights = NumberArray.of(config, "label_weights");
    return tf.constant(TensorValue.ofNumbers(DType.FLOAT, weights.shape(), weights.toArray()));
  }

  /** One class, in an axis of its own. */
  private Operand only(Operand x, int id) {
    int rank = x.shape().rank();
    int[] begin = new int[rank];
    int[] end = new int[rank];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    begin[rank - 1] = id;
    end[rank - 1] = id == -1 ? ArrayOps.TO_THE_END : id + 1;
    return tf.arrays().slice(x, begin, end);
  }

  /** All predictions but the k largest made so small that they exceed no threshold. */
  private Operand onlyTop(Operand p, int k) {
    Operand indices =
        tf.graph().node("TopKV2").input(p).input(tf.scalar(k)).build().outputs().get(1);
    Operand oneHot =
        tf.graph()
            .node("OneHot")
            .name("one_hot")
            .input(indices)
            .input(tf.arrays().size(p, -1))
            .input(tf.scalarLike(p, 1))
            .input(tf.scalarLike(p, 0))
            .buildOutput();
    Operand isTop = tf.reduce().sum(oneHot, false, -2);
    Operand isNot = tf.sub(tf.scalarLike(p, 1), isTop);
    return tf.add(tf.mul(p, isTop), tf.mul(isNot, NEVER));
  }
}
