package io.kerasport.serializers.metric;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.Arrays;
import java.util.List;

/** Scores that are 1 where the prediction is right and 0 elsewhere. */
final class Accuracies {
  private static final int DEFAULT_K = 5;

  private Accuracies() {}

  /** Whether an element is the target exactly. */
  static Operand exact(LossCall call) {
    return matches(call, call.target(), call.prediction());
  }

  /** Whether an element is on the target's side of the threshold. */
  static Operand binary(LossCall call) {
    Ops tf = call.ops();
    Operand threshold = tf.scalarLike(call.prediction(), call.config().number("threshold", 0.5));
    Operand above = tf.math().greater(call.prediction(), threshold);
    return matches(call, call.target(), tf.cast(above, call.target().dtype()));
  }

  /** The part of a sample's elements that are right. */
  static Operand binaryOfSample(LossCall call) {
    return call.ops().reduce().mean(binary(call), false, -1);
  }

  /** Whether the largest prediction stands where the largest target stands. */
  static Operand categorical(LossCall call) {
    Ops tf = call.ops();
    return matches(
        call, Tensors.argMax(tf, call.target(), -1), Tensors.argMax(tf, call.prediction(), -1));
  }

  /** Whether the largest prediction stands where the label says. */
  static Operand sparse(LossCall call) {
    Ops tf = call.ops();
    Operand labels = tf.arrays().squeeze(call.target(), -1);
    Operand predicted = tf.cast(Tensors.argMax(tf, call.prediction(), -1), labels.dtype());
    return matches(call, labels, predicted);
  }

  /** Whether the class of the largest target is among the k largest predictions. */
  static Operand topK(LossCall call) {
    return inTopK(call, Tensors.argMax(call.ops(), call.target(), -1));
  }

  /** Whether the label's class is among the k largest predictions. */
  static Operand sparseTopK(LossCall call) {
    Ops tf = call.ops();
    Operand labels = tf.arrays().squeeze(call.target(), -1);
    return call.config().bool("from_sorted_ids", false)
        ? amongFirst(call, labels)
        : inTopK(call, labels);
  }

  /** Whether the label is among the first k predictions, which are classes, best first. */
  private static Operand amongFirst(LossCall call, Operand labels) {
    Ops tf = call.ops();
    Operand classes = call.prediction();
    int rank = classes.shape().rank();
    int[] begin = new int[rank];
    int[] end = new int[rank];
    Arrays.fill(end, ArrayOps.TO_THE_END);
    end[rank - 1] = k(call);
    Operand first = tf.arrays().slice(classes, begin, end);
    Operand same = Tensors.equal(tf, tf.arrays().expandDims(labels, -1), first);
    return tf.cast(tf.reduce().any(same, false, -1), DType.FLOAT);
  }

  private static Operand inTopK(LossCall call, Operand labels) {
    Ops tf = call.ops();
    Operand p = call.prediction();
    int rank = p.shape().rank();
    Operand rows = rank == 2 ? p : tf.arrays().reshape(p, -1, Math.toIntExact(p.shape().dim(-1)));
    Operand flat = rank == 2 ? labels : tf.arrays().reshape(labels, -1);
    Operand matches =
        tf.graph()
            .node("InTopKV2")
            .name("in_top_k")
            .input(rows)
            .input(tf.cast(flat, DType.INT32))
            .input(tf.scalar(k(call)))
            .buildOutput();
    Operand shaped = rank == 2 ? matches : tf.arrays().reshapeLike(matches, p, 0, rank - 1);
    return tf.cast(shaped, DType.FLOAT);
  }

  /** Why a score of classes cannot be had. */
  static List<String> withoutClasses(ObjectDescription metric, TensorSpec prediction) {
    Shape shape = prediction.shape();
    return shape.hasRank() && shape.rank() < 2
        ? List.of(
            "metric "
                + metric.name()
                + " needs an axis of classes behind the batch; the output has the shape "
                + shape)
        : List.of();
  }

  private static int k(LossCall call) {
    return Math.toIntExact(call.config().integer("k", DEFAULT_K));
  }

  private static Operand matches(LossCall call, Operand target, Operand predicted) {
    return call.ops().cast(Tensors.equal(call.ops(), target, predicted), DType.FLOAT);
  }
}
