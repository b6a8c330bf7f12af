package io.kerasport.serializers.loss;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What cross-entropies have in common. */
final class Probabilities {
  static final double EPSILON = 1e-7;

  private Probabilities() {}

  /** The logits where there are any: those behind the prediction, or the prediction itself. */
  static Optional<Operand> logits(LossCall call) {
    Optional<Operand> behind = call.logits();
    boolean isLogits = call.config().bool("from_logits", false);
    return behind.isEmpty() && isLogits ? Optional.of(call.prediction()) : behind;
  }

  /** Away from 0 and 1, whose logarithms are infinite. */
  static Operand clip(Ops tf, Operand p) {
    return tf.math().clip(p, EPSILON, 1 - EPSILON);
  }

  /** Probabilities that sum up to 1 over an axis. */
  static Operand normalized(Ops tf, Operand p, int axis) {
    return tf.div(p, tf.reduce().sum(p, true, axis));
  }

  /** Targets of 0 and 1 moved towards the middle. */
  static Operand smoothedBinary(LossCall call) {
    double smoothing = call.config().number("label_smoothing", 0);
    Ops tf = call.ops();
    return smoothing == 0
        ? call.target()
        : tf.add(tf.mul(call.target(), 1 - smoothing), 0.5 * smoothing);
  }

  /** Targets of one class moved towards all classes. */
  static Operand smoothedCategorical(LossCall call) {
    double smoothing = call.config().number("label_smoothing", 0);
    Ops tf = call.ops();
    if (smoothing == 0) {
      return call.target();
    }
    // Keras 3 counts the classes on the last axis, whatever axis they are on.
    int axis = call.description().isKeras2() ? axis(call) : -1;
    Operand classes = tf.cast(tf.arrays().size(call.target(), axis), call.target().dtype());
    Operand share = tf.div(tf.scalarLike(classes, smoothing), classes);
    return tf.add(tf.mul(call.target(), 1 - smoothing), share);
  }

  static int axis(LossCall call) {
    return Math.toIntExact(call.config().integer("axis", -1));
  }

  /** A tensor whose given axis has become the last one. */
  static Operand axisLast(Ops tf, Operand x, int axis) {
    int rank = x.shape().rank();
    int moved = Math.floorMod(axis, rank);
    return moved == rank - 1
        ? x
        : tf.arrays()
            .transpose(
                x,
                IntStream.concat(
                        IntStream.range(0, rank).filter(i -> i != moved), IntStream.of(moved))
                    .toArray());
  }

  /**
   * The cross-entropy op that takes logits, which wants a matrix.
   *
   * @param type the op
   * @param logits classes on the last axis
   * @param labels one value for each row, or a row for each row
   */
  static Operand fromLogits(Ops tf, String type, Operand logits, Operand labels) {
    int rank = logits.shape().rank();
    if (rank == 2) {
      return tf.graph().node(type).input(logits).input(labels).buildOutput();
    }
    Operand rows = rows(tf, logits);
    boolean single = labels.shape().rank() < rank;
    Operand labelRows = single ? tf.arrays().reshape(labels, -1) : rows(tf, labels);
    Operand losses = tf.graph().node(type).input(rows).input(labelRows).buildOutput();
    return tf.arrays().reshapeLike(losses, logits, 0, rank - 1);
  }

  private static Operand rows(Ops tf, Operand x) {
    long width = x.shape().dim(-1);
    if (width >= 0) {
      return tf.arrays().reshape(x, -1, Math.toIntExact(width));
    }
    List<Operand> shape = List.of(tf.scalar(-1), tf.arrays().size(x, -1));
    return tf.reshape(x, tf.arrays().pack(shape, 0));
  }

  static Operand notEqual(Ops tf, Operand x, Operand y) {
    return tf.graph()
        .node("NotEqual")
        .input(x)
        .input(y)
        .attr("incompatible_shape_error", Attr.of(true))
        .buildOutput();
  }

  /** Refuses a prediction that has no axis of classes. */
  static List<String> withoutClasses(ObjectDescription loss, TensorSpec prediction) {
    return prediction.shape().hasRank() && prediction.shape().rank() < 2
        ? List.of(
            "loss "
                + loss.name()
                + " needs a prediction for each class on an axis behind the batch; the output has"
                + " the shape "
                + prediction.shape())
        : List.of();
  }
}
