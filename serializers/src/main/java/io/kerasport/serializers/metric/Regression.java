package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.MetricCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Optional;

/** Scores of numbers that are predicted, and what metrics of columns share. */
final class Regression {
  private static final double EPSILON = 1e-7;

  private Regression() {}

  /** {@code (p - y)²}, element by element. */
  static Operand squaredError(LossCall call) {
    Ops tf = call.ops();
    return tf.square(tf.sub(call.prediction(), call.target()));
  }

  /** {@code |y - p| / normalizer}, element by element. */
  static Operand relativeError(LossCall call) {
    Ops tf = call.ops();
    NumberArray normalizer = NumberArray.of(call.config(), "normalizer");
    Operand divisor =
        tf.constant(TensorValue.ofNumbers(DType.FLOAT, normalizer.shape(), normalizer.toArray()));
    Operand error = tf.math().abs(tf.sub(call.target(), call.prediction()));
    return Tensors.divNoNan(tf, error, divisor);
  }

  /** Pearson's correlation along an axis. */
  static Operand pearson(LossCall call) {
    Ops tf = call.ops();
    int axis = axis(call);
    Operand y = standardized(tf, call.target(), axis);
    Operand p = standardized(tf, call.prediction(), axis);
    return tf.reduce().mean(tf.mul(y, p), false, axis);
  }

  private static Operand standardized(Ops tf, Operand x, int axis) {
    Operand centred = tf.sub(x, tf.reduce().mean(x, true, axis));
    return tf.div(centred, tf.sqrt(variance(tf, centred, axis)));
  }

  private static Operand variance(Ops tf, Operand x, int axis) {
    Operand centred = tf.sub(x, tf.reduce().mean(x, true, axis));
    return tf.reduce().mean(tf.square(centred), true, axis);
  }

  /** Lin's concordance along an axis; the covariance is taken about the prediction's mean. */
  static Operand concordance(LossCall call) {
    Ops tf = call.ops();
    int axis = axis(call);
    Operand y = call.target();
    Operand p = call.prediction();
    Operand meanY = tf.reduce().mean(y, true, axis);
    Operand meanP = tf.reduce().mean(p, true, axis);
    Operand covariance = tf.mul(tf.sub(y, meanP), tf.sub(p, meanP));
    Operand variances = tf.add(variance(tf, y, axis), variance(tf, p, axis));
    Operand norm = tf.add(variances, tf.square(tf.sub(meanY, meanP)));
    return tf.reduce().mean(tf.div(tf.mul(covariance, 2), tf.add(norm, EPSILON)), false, axis);
  }

  private static int axis(LossCall call) {
    return Math.toIntExact(call.config().integer("axis", -1));
  }

  /** The weights of the samples of a matrix, one for each row; empty if all weigh the same. */
  static Optional<Operand> columnOfWeights(MetricCall call) {
    Optional<Operand> weights =
        call.description().isKeras2() ? SampleWeights.of(call) : call.sampleWeight();
    return weights.map(w -> Tensors.withRank(call.ops(), w, 2));
  }

  /** Refuses a prediction that is no matrix with a known number of columns. */
  static List<String> notMatrix(ObjectDescription metric, TensorSpec prediction) {
    Shape shape = prediction.shape();
    return shape.hasRank() && shape.rank() == 2 && shape.dim(1) >= 0
        ? List.of()
        : List.of(
            "metric "
                + metric.name()
                + " needs a prediction of two axes, the second of a known size; the output has the"
                + " shape "
                + shape);
  }
}
