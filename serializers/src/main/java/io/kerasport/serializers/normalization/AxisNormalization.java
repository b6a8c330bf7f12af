package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta} with statistics for every index of
 * one axis: through TensorFlow's fused op, which takes images with channels last, where it is the
 * faster one, else through the formula.
 */
final class AxisNormalization {
  private static final double NO_DIVISION_BY_ZERO = 1e-7;

  private final Ops tf;
  private final Operand x;
  private final int axis;
  private final @Nullable Operand gamma;
  private final @Nullable Operand beta;
  private final double epsilon;

  /**
   * A normalization of one tensor.
   *
   * @param tf makes nodes
   * @param x float32 or float64
   * @param axis counted from the front
   * @param gamma a vector as long as the axis; null for ones
   * @param beta a vector as long as the axis; null for zeros
   * @param epsilon keeps the divisor from zero
   */
  AxisNormalization(
      Ops tf,
      Operand x,
      int axis,
      @Nullable Operand gamma,
      @Nullable Operand beta,
      double epsilon) {
    this.tf = tf;
    this.x = x;
    this.axis = axis;
    this.gamma = gamma;
    this.beta = beta;
    this.epsilon = epsilon;
  }

  /**
   * What normalizing a batch by itself gives.
   *
   * @param y the normalized tensor
   * @param mean the batch's mean, a vector
   * @param variance the batch's variance, a vector
   * @param isUnbiased whether the variance is that of the population the batch is drawn from,
   *     larger by {@code n / (n - 1)} than that of the batch's {@code n} elements
   */
  record Batch(Operand y, Operand mean, Operand variance, boolean isUnbiased) {}

  /**
   * Normalizes by given statistics, vectors as long as the axis.
   *
   * <p>TensorFlow computes a convolution and the fused op right behind it as one, with ReLU too. A
   * bias between the two would part them, so it is taken from the mean instead: {@code (conv +
   * bias) - mean = conv - (mean - bias)}. Elsewhere the fused op is no faster than the formula,
   * which computes in place.
   */
  Operand by(Operand mean, Operand variance) {
    if (canFuse()) {
      if (isMadeBy(x, "Conv2D")) {
        return fused(x, mean, variance);
      }
      List<Operand> sum = isMadeBy(x, "BiasAdd") ? tf.graph().inputs(x.operation()) : List.of();
      if (!sum.isEmpty() && isMadeBy(sum.get(0), "Conv2D")) {
        return fused(sum.get(0), tf.sub(mean, sum.get(1)), variance);
      }
    }
    return byFormula(broadcast(mean), broadcast(variance));
  }

  /**
   * {@code tensor · factor + summand} along the axis.
   *
   * @param factor a vector as long as the axis; null for ones
   * @param summand a vector as long as the axis; null for zeros
   */
  Operand scaled(Operand tensor, @Nullable Operand factor, @Nullable Operand summand) {
    Operand product = factor == null ? tensor : tf.mul(tensor, broadcast(factor));
    return summand == null ? product : tf.add(product, broadcast(summand));
  }

  private Operand fused(Operand images, Operand mean, Operand variance) {
    return tf.nn().fusedBatchNorm(images, gammaOrOnes(), betaOrZeros(), mean, variance, epsilon);
  }

  private static boolean isMadeBy(Operand tensor, String type) {
    return tensor.operation().type().equals(type);
  }

  /** Normalizes by the statistics of the batch itself. */
  Batch byBatch() {
    if (canFuse()) {
      List<Operand> outputs =
          tf.nn()
              .fusedBatchNormInTraining(x, gammaOrOnes(), betaOrZeros(), epsilon)
              .operation()
              .outputs();
      return new Batch(outputs.get(0), outputs.get(1), outputs.get(2), true);
    }
    Ops moments = tf.withScope("moments");
    Operand mean = moments.reduce().mean(x, true, otherAxes());
    Operand difference = moments.sub(x, moments.unary("StopGradient", mean));
    Operand variance = moments.reduce().mean(moments.square(difference), true, otherAxes());
    return byFormulaOfBatch(moments, mean, variance);
  }

  /**
   * Normalizes by the statistics of those positions of the batch that a mask keeps.
   *
   * @param mask lacks the tensor's last axis
   */
  Batch byBatch(Operand mask) {
    Ops moments = tf.withScope("moments");
    Operand kept = moments.cast(moments.arrays().expandDims(mask, -1), x.dtype());
    Operand weights = moments.arrays().broadcastTo(kept, moments.arrays().shape(x));
    Operand count =
        moments.add(moments.reduce().sum(weights, true, otherAxes()), NO_DIVISION_BY_ZERO);
    Operand mean = moments.div(weightedSum(moments, x, weights), count);
    Operand squares = moments.square(moments.sub(x, mean));
    Operand variance = moments.div(weightedSum(moments, squares, weights), count);
    return byFormulaOfBatch(moments, mean, variance);
  }

  private Operand weightedSum(Ops moments, Operand values, Operand weights) {
    return moments.reduce().sum(moments.mul(values, weights), true, otherAxes());
  }

  private Batch byFormulaOfBatch(Ops moments, Operand mean, Operand variance) {
    return new Batch(
        byFormula(mean, variance),
        moments.arrays().squeeze(mean, otherAxes()),
        moments.arrays().squeeze(variance, otherAxes()),
        false);
  }

  /** The variance of a batch's elements. */
  Operand biasedVariance(Batch batch) {
    Ops scope = tf.withScope("variance");
    return batch.isUnbiased()
        ? scope.div(batch.variance(), unbiasedOverBiased(scope))
        : batch.variance();
  }

  /** The variance of the population that a batch is drawn from. */
  Operand unbiasedVariance(Batch batch) {
    Ops scope = tf.withScope("variance");
    return batch.isUnbiased()
        ? batch.variance()
        : scope.mul(batch.variance(), unbiasedOverBiased(scope));
  }

  /** {@code n / (n - 1)} for the n elements at each index of the axis; 1 for a single one. */
  private Operand unbiasedOverBiased(Ops scope) {
    Operand elements = scope.cast(scope.arrays().elements(x), x.dtype());
    Operand count = scope.div(elements, x.shape().dim(axis));
    Operand one = scope.scalarLike(x, 1);
    return scope.div(count, scope.maximum(scope.sub(count, one), one));
  }

  /** {@code x · inv + (beta - mean · inv)} with {@code inv = gamma / sqrt(variance + epsilon)}. */
  private Operand byFormula(Operand mean, Operand variance) {
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

  private Operand gammaOrOnes() {
    return gamma != null ? gamma : vector(1);
  }

  private Operand betaOrZeros() {
    return beta != null ? beta : vector(0);
  }

  private Operand vector(double value) {
    Operand length = tf.ints(Math.toIntExact(x.shape().dim(axis)));
    return tf.arrays().fill(length, tf.scalarLike(x, value));
  }
}
