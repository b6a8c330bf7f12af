package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes a tensor along one axis. Images with channels last go through TensorFlow's fused op,
 * everything else through the formula.
 */
final class BatchStatistics {
  private static final double NO_DIVISION_BY_ZERO = 1e-7;

  private final Ops tf;
  private final Operand x;
  private final int axis;

  /**
   * Statistics of a tensor.
   *
   * @param tf makes nodes
   * @param x float32 or float64
   * @param axis the axis with statistics of its own for each index, counted from the front
   */
  BatchStatistics(Ops tf, Operand x, int axis) {
    this.tf = tf;
    this.x = x;
    this.axis = axis;
  }

  /** Normalizes by given statistics, vectors as long as the axis. */
  Operand normalize(
      Operand mean,
      Operand variance,
      @Nullable Operand gamma,
      @Nullable Operand beta,
      double epsilon) {
    return canFuse()
        ? tf.nn().fusedBatchNorm(x, orVector(gamma, 1), orVector(beta, 0), mean, variance, epsilon)
        : byFormula(broadcast(mean), broadcast(variance), gamma, beta, epsilon);
  }

  /** Normalizes by the statistics of the batch itself. */
  Operand normalize(@Nullable Operand gamma, @Nullable Operand beta, double epsilon) {
    if (canFuse()) {
      return tf.nn().fusedBatchNormInTraining(x, orVector(gamma, 1), orVector(beta, 0), epsilon);
    }
    Ops moments = tf.withScope("moments");
    Operand mean = moments.reduce().mean(x, true, otherAxes());
    Operand difference = moments.sub(x, moments.unary("StopGradient", mean));
    Operand variance = moments.reduce().mean(moments.square(difference), true, otherAxes());
    return byFormula(mean, variance, gamma, beta, epsilon);
  }

  /**
   * Normalizes by the statistics of those positions of the batch that a mask keeps.
   *
   * @param mask lacks the tensor's last axis
   */
  Operand normalizeMasked(
      Operand mask, @Nullable Operand gamma, @Nullable Operand beta, double epsilon) {
    Ops moments = tf.withScope("moments");
    Operand weights =
        moments
            .arrays()
            .broadcastTo(
                moments.cast(moments.arrays().expandDims(mask, -1), x.dtype()),
                moments.arrays().shape(x));
    Operand count =
        moments.add(moments.reduce().sum(weights, true, otherAxes()), NO_DIVISION_BY_ZERO);
    Operand mean = moments.div(weightedSum(moments, x, weights), count);
    Operand squares = moments.square(moments.sub(x, mean));
    Operand variance = moments.div(weightedSum(moments, squares, weights), count);
    return byFormula(mean, variance, gamma, beta, epsilon);
  }

  private Operand weightedSum(Ops moments, Operand values, Operand weights) {
    return moments.reduce().sum(moments.mul(values, weights), true, otherAxes());
  }

  /** {@code x · inv + (beta - mean · inv)} with {@code inv = gamma / sqrt(variance + epsilon)}. */
  private Operand byFormula(
      Operand mean,
      Operand variance,
      @Nullable Operand gamma,
      @Nullable Operand beta,
      double epsilon) {
    Ops batchnorm = tf.withScope("batchnorm");
    Operand inv = batchnorm.rsqrt(batchnorm.add(variance, epsilon));
    if (gamma != null) {
      inv = batchnorm.mul(inv, broadcast(gamma));
    }
    Operand shift = batchnorm.mul(mean, inv);
    Operand offset = beta == null ? batchnorm.neg(shift) : batchnorm.sub(broadcast(beta), shift);
    return batchnorm.add(batchnorm.mul(x, inv), offset);
  }

  private boolean canFuse() {
    return x.shape().rank() == 4 && axis == 3 && x.dtype() == DType.FLOAT;
  }

  private int[] otherAxes() {
    return IntStream.range(0, x.shape().rank()).filter(i -> i != axis).toArray();
  }

  /** A vector in a shape that broadcasts along the axis. */
  private Operand broadcast(Operand vector) {
    int rank = x.shape().rank();
    if (axis == rank - 1) {
      return vector;
    }
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[axis] = -1;
    return tf.arrays().reshape(vector, shape);
  }

  private Operand orVector(@Nullable Operand vector, float otherwise) {
    if (vector != null) {
      return vector;
    }
    float[] values = new float[Math.toIntExact(x.shape().dim(axis))];
    Arrays.fill(values, otherwise);
    return tf.constant(TensorValue.ofFloats(Shape.of(values.length), values));
  }
}
