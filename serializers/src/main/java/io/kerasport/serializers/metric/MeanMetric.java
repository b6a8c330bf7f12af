package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Optional;

/**
 * The weighted mean of a score over all batches.
 *
 * <p>Keras 2 counts the values of a batch, Keras 3 its samples: it takes the mean of each sample's
 * values first.
 */
final class MeanMetric implements Metric {
  private static final String TOTAL = "total";
  private static final String COUNT = "count";

  private final Score score;
  private final Applicability applicability;
  private final boolean root;

  private MeanMetric(Score score, Applicability applicability, boolean root) {
    this.score = score;
    this.applicability = applicability;
    this.root = root;
  }

  /** The mean of a score that can always be had. */
  static MeanMetric of(Score score) {
    return of(score, (metric, prediction) -> List.of());
  }

  /** The mean of a score. */
  static MeanMetric of(Score score, Applicability applicability) {
    return new MeanMetric(score, applicability, false);
  }

  /** The square root of the mean of a score. In Keras 3 it ignores masks. */
  static MeanMetric root(Score score) {
    return new MeanMetric(score, (metric, prediction) -> List.of(), true);
  }

  /** Says why a score cannot be applied. */
  @FunctionalInterface
  interface Applicability {
    List<String> unsupported(ObjectDescription metric, TensorSpec prediction);
  }

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    return applicability.unsupported(metric, prediction);
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    return List.of(zero(TOTAL), zero(COUNT));
  }

  private static MetricVariable zero(String name) {
    return new MetricVariable(name, TensorValue.scalar(DType.FLOAT, 0));
  }

  @Override
  public void update(MetricCall call) {
    Operand values = call.ops().cast(score.of(call), DType.FLOAT);
    boolean masked = !root || call.description().isKeras2();
    Optional<Operand> weights =
        SampleWeights.of(call, masked ? call.mask() : Optional.empty(), values);
    if (call.description().isKeras2()) {
      addValues(call, values, weights);
    } else {
      addSamples(call, values, weights);
    }
  }

  private static void addValues(MetricCall call, Operand values, Optional<Operand> weights) {
    Ops tf = call.ops();
    if (weights.isEmpty()) {
      add(call, Tensors.sum(tf, values), Tensors.size(tf, values));
      return;
    }
    Operand weight = weights.get();
    int rank = weight.shape().rank();
    Operand weighted = values;
    if (values.shape().rank() > rank + 1) {
      weighted = Tensors.meanFrom(tf, values, rank);
    }
    weight = Tensors.withRank(tf, weight, weighted.shape().rank());
    weight = Tensors.broadcastLike(tf, weight, weighted);
    add(call, Tensors.sum(tf, tf.mul(weighted, weight)), Tensors.sum(tf, weight));
  }

  private static void addSamples(MetricCall call, Operand values, Optional<Operand> weights) {
    Ops tf = call.ops();
    Operand samples = values;
    Operand count = null;
    if (weights.isPresent()) {
      int rank = weights.get().shape().rank();
      samples = Tensors.meanFrom(tf, values, rank);
      Operand weight = Tensors.broadcastLike(tf, weights.get(), samples);
      samples = tf.mul(samples, weight);
      count = Tensors.sum(tf, Tensors.meanFrom(tf, weight, 1));
    }
    samples = Tensors.meanFrom(tf, samples, 1);
    add(call, Tensors.sum(tf, samples), count != null ? count : Tensors.size(tf, samples));
  }

  private static void add(MetricCall call, Operand total, Operand count) {
    call.add(TOTAL, total);
    call.add(COUNT, count);
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    Operand mean = Tensors.divNoNan(tf, call.variable(TOTAL), call.variable(COUNT));
    return root ? tf.sqrt(mean) : mean;
  }
}
