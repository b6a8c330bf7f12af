package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Metric;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.MetricResultCall;
import io.kerasport.spi.MetricVariable;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The harmonic mean of precision and recall, in which recall counts {@code beta} times as much. */
final class FBetaScore implements Metric {
  private static final double EPSILON = 1e-7;
  private static final double NOTHING = 1e-9;
  private static final String TRUE_POSITIVES = "true_positives";
  private static final String FALSE_POSITIVES = "false_positives";
  private static final String FALSE_NEGATIVES = "false_negatives";
  private static final String WEIGHTS = "intermediate_weights";

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>(Regression.notMatrix(metric, prediction));
    String average = average(metric.config());
    if (!List.of("", "micro", "macro", "weighted").contains(average)) {
      reasons.add("metric " + metric.name() + " averages micro, macro or weighted, not " + average);
    }
    if (metric.config().number("beta", 1) <= 0) {
      reasons.add("metric " + metric.name() + " needs a beta above 0");
    }
    double threshold = metric.config().number("threshold", 1);
    if (threshold <= 0 || threshold > 1) {
      reasons.add("metric " + metric.name() + " needs a threshold above 0 and at most 1");
    }
    return reasons;
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    Shape shape =
        average(metric.config()).equals("micro")
            ? Shape.scalar()
            : Shape.of(prediction.shape().dim(1));
    return List.of(
        ConfusionMetric.zeros(TRUE_POSITIVES, shape),
        ConfusionMetric.zeros(FALSE_POSITIVES, shape),
        ConfusionMetric.zeros(FALSE_NEGATIVES, shape),
        ConfusionMetric.zeros(WEIGHTS, shape));
  }

  @Override
  public void update(MetricCall call) {
    Ops tf = call.ops();
    Operand y = call.target();
    Operand one = tf.scalarLike(y, 1);
    Operand positive = tf.cast(isPositive(call), DType.FLOAT);
    call.add(TRUE_POSITIVES, sum(call, tf.mul(positive, y)));
    call.add(FALSE_POSITIVES, sum(call, tf.mul(positive, tf.sub(one, y))));
    call.add(FALSE_NEGATIVES, sum(call, tf.mul(tf.sub(one, positive), y)));
    call.add(WEIGHTS, sum(call, y));
  }

  /** What exceeds the threshold; without one the largest of a sample, unless all are zero. */
  private static Operand isPositive(MetricCall call) {
    Ops tf = call.ops();
    Operand p = call.prediction();
    if (call.config().has("threshold")) {
      return tf.math().greater(p, tf.scalarLike(p, call.config().number("threshold")));
    }
    Operand isLargest = tf.math().greaterEqual(p, tf.reduce().max(p, true, -1));
    Operand isSomething = tf.math().greater(tf.math().abs(p), tf.scalarLike(p, NOTHING));
    return tf.math().logicalAnd(isLargest, isSomething);
  }

  private static Operand sum(MetricCall call, Operand x) {
    Ops tf = call.ops();
    Optional<Operand> weight = Regression.columnOfWeights(call);
    Operand weighted = weight.map(w -> tf.mul(x, w)).orElse(x);
    return average(call.config()).equals("micro")
        ? tf.reduce().sum(weighted, false, 0, 1)
        : tf.reduce().sum(weighted, false, 0);
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    Operand tp = call.variable(TRUE_POSITIVES);
    Operand precision = ratio(call, tp, tf.add(tp, call.variable(FALSE_POSITIVES)));
    Operand recall = ratio(call, tp, tf.add(tp, call.variable(FALSE_NEGATIVES)));
    double squared = Math.pow(call.config().number("beta", 1), 2);
    Operand mean =
        ratio(call, tf.mul(precision, recall), tf.add(tf.mul(precision, squared), recall));
    Operand score = tf.mul(mean, 1 + squared);
    return switch (average(call.config())) {
      case "weighted" -> {
        Operand weights = call.variable(WEIGHTS);
        Operand shares = ratio(call, weights, tf.reduce().sum(weights, false, 0));
        yield tf.reduce().sum(tf.mul(score, shares), false, 0);
      }
      case "macro" -> tf.reduce().mean(score, false, 0);
      default -> score;
    };
  }

  /** Keras 3 keeps divisors from zero by an epsilon, Keras 2 takes the quotient for zero. */
  private static Operand ratio(MetricResultCall call, Operand x, Operand y) {
    Ops tf = call.ops();
    return call.description().isKeras2()
        ? Tensors.divNoNan(tf, x, y)
        : tf.div(x, tf.add(y, EPSILON));
  }

  private static String average(Config config) {
    return config.string("average", "");
  }
}
