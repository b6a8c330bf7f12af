package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
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

/** The part of the targets' variance that the predictions explain. */
final class R2Score implements Metric {
  private static final String UNIFORM = "uniform_average";
  private static final String BY_VARIANCE = "variance_weighted_average";
  private static final String SUM = "sum";
  private static final String SQUARED_SUM = "squared_sum";
  private static final String RESIDUAL = "residual";
  private static final String COUNT = "count";
  private static final String SAMPLES = "num_samples";

  @Override
  public List<String> unsupported(ObjectDescription metric, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>(Regression.notMatrix(metric, prediction));
    String aggregation = aggregation(metric);
    if (!List.of(UNIFORM, BY_VARIANCE, "").contains(aggregation)) {
      reasons.add(
          "metric "
              + metric.name()
              + " aggregates by uniform_average or variance_weighted_average, not by "
              + aggregation);
    }
    if (metric.config().integer("num_regressors", 0) < 0) {
      reasons.add("metric " + metric.name() + " needs a number of regressors of at least 0");
    }
    return reasons;
  }

  @Override
  public List<MetricVariable> variables(ObjectDescription metric, TensorSpec prediction) {
    Shape columns = Shape.of(prediction.shape().dim(1));
    DType counter = metric.isKeras2() ? DType.INT32 : DType.FLOAT;
    return List.of(
        new MetricVariable(SAMPLES, TensorValue.scalar(counter, 0)),
        ConfusionMetric.zeros(SQUARED_SUM, columns),
        ConfusionMetric.zeros(SUM, columns),
        ConfusionMetric.zeros(RESIDUAL, columns),
        ConfusionMetric.zeros(COUNT, columns));
  }

  @Override
  public void update(MetricCall call) {
    Ops tf = call.ops();
    Operand y = call.target();
    Operand weight =
        Tensors.broadcastLike(tf, Regression.columnOfWeights(call).orElse(tf.scalarLike(y, 1)), y);
    Operand weighted = tf.mul(y, weight);
    Operand error = tf.square(tf.sub(y, call.prediction()));
    call.add(SUM, tf.reduce().sum(weighted, false, 0));
    call.add(SQUARED_SUM, tf.reduce().sum(tf.mul(y, weighted), false, 0));
    call.add(RESIDUAL, tf.reduce().sum(tf.mul(error, weight), false, 0));
    call.add(COUNT, tf.reduce().sum(weight, false, 0));
    call.add(SAMPLES, Tensors.size(tf, y));
  }

  @Override
  public Operand result(MetricResultCall call) {
    Ops tf = call.ops();
    Operand sum = call.variable(SUM);
    Operand mean = tf.div(sum, call.variable(COUNT));
    Operand total = tf.sub(call.variable(SQUARED_SUM), tf.mul(sum, mean));
    Operand ratio = tf.div(call.variable(RESIDUAL), total);
    Operand raw = tf.sub(tf.scalarLike(ratio, 1), ratio);
    Operand scores = tf.math().select(tf.unary("IsInf", raw), tf.zerosLike(raw), raw);
    Operand score =
        switch (aggregation(call.description())) {
          case UNIFORM -> tf.reduce().mean(scores, false, 0);
          case BY_VARIANCE ->
              tf.div(
                  tf.reduce().sum(tf.mul(total, scores), false, 0),
                  tf.reduce().sum(total, false, 0));
          default -> scores;
        };
    long regressors = call.config().integer("num_regressors", 0);
    return regressors == 0 ? score : adjusted(call, score, regressors);
  }

  /** Adjusted for the number of regressors, where there are more samples than those. */
  private static Operand adjusted(MetricResultCall call, Operand score, long regressors) {
    Ops tf = call.ops();
    Operand left = tf.sub(tf.cast(call.variable(SAMPLES), DType.FLOAT), 1);
    Operand one = tf.scalarLike(score, 1);
    Operand unexplained = tf.mul(tf.sub(one, score), left);
    Operand adjusted = tf.sub(one, tf.div(unexplained, tf.sub(left, regressors)));
    Operand enough = tf.math().less(tf.scalarLike(left, regressors), left);
    return tf.math().select(enough, adjusted, score);
  }

  private static String aggregation(ObjectDescription metric) {
    String key = "class_aggregation";
    boolean explicitlyNone =
        metric.config().entries().containsKey(key) && !metric.config().has(key);
    return explicitlyNone ? "" : metric.config().string(key, UNIFORM);
  }
}
