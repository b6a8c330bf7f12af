package io.kerasport.serializers.loss;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;

/**
 * The circle loss of embeddings of length 1: {@code softplus(logsumexp p + logsumexp n)}, where p
 * grows with the distance of an embedding to those of its label, and n shrinks with the distance to
 * the others. Samples whose loss is zero do not count in a mean.
 */
final class Circle implements Loss {
  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    return prediction.shape().hasRank() && prediction.shape().rank() != 2
        ? List.of(
            "loss "
                + loss.name()
                + " takes one embedding for each sample; the output has the shape "
                + prediction.shape())
        : List.of();
  }

  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    double margin = call.config().number("margin", 0.4);
    double gamma = call.config().number("gamma", 80);
    Operand p = call.prediction();
    Operand cosines = tf.matMul(p, tf.arrays().transpose(p, 1, 0));
    Operand distances = atLeastZero(tf, tf.sub(tf.scalarLike(p, 1), cosines));
    Operand same = equal(tf, call.target(), tf.arrays().transpose(call.target(), 1, 0));
    Operand others = tf.math().logicalNot(same);
    Operand counted =
        call.config().bool("remove_diagonal", true)
            ? tf.math().logicalAnd(same, offDiagonal(tf, p))
            : same;

    Operand near = atLeastZero(tf, tf.mul(tf.add(distances, margin), tf.cast(counted, p.dtype())));
    Operand toMargin = tf.sub(tf.scalarLike(p, margin), distances);
    Operand positive = tf.mul(tf.mul(near, -gamma), toMargin);

    Operand fromFar = tf.sub(tf.scalarLike(p, 1 + margin), distances);
    Operand far = atLeastZero(tf, tf.mul(fromFar, tf.cast(others, p.dtype())));
    Operand toFarMargin = tf.sub(tf.scalarLike(p, 1 - margin), distances);
    Operand negative = tf.mul(tf.mul(far, gamma), toFarMargin);

    Operand loss =
        tf.nn().softplus(tf.add(logSumExp(tf, positive, counted), logSumExp(tf, negative, others)));
    call.countOnly(tf.math().greater(loss, tf.zerosLike(loss)));
    return loss;
  }

  /** The logarithm of the sum over the last axis, of those exponentials that count. */
  private static Operand logSumExp(Ops tf, Operand x, Operand counted) {
    Operand nothing = tf.scalarLike(x, Double.NEGATIVE_INFINITY);
    Operand chosen = tf.math().select(counted, x, nothing);
    Operand largest = tf.reduce().max(chosen, true, 1);
    Operand shift =
        tf.unary(
            "StopGradient",
            tf.math().select(tf.unary("IsFinite", largest), largest, tf.zerosLike(largest)));
    Operand sum = tf.reduce().sum(tf.math().exp(tf.sub(chosen, shift)), false, 1);
    return tf.add(tf.math().log(sum), tf.arrays().squeeze(shift, 1));
  }

  private static Operand offDiagonal(Ops tf, Operand p) {
    Operand position = tf.arrays().range(0, tf.arrays().size(p, 0));
    return Probabilities.notEqual(
        tf, tf.arrays().expandDims(position, 0), tf.arrays().expandDims(position, 1));
  }

  private static Operand atLeastZero(Ops tf, Operand x) {
    return tf.maximum(x, tf.scalarLike(x, 0));
  }

  private static Operand equal(Ops tf, Operand x, Operand y) {
    return tf.graph()
        .node("Equal")
        .input(x)
        .input(y)
        .attr("incompatible_shape_error", Attr.of(true))
        .buildOutput();
  }
}
