package io.kerasport.serializers.metric;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.stream.IntStream;

/** Steps that several metrics take. */
final class Tensors {
  private Tensors() {}

  /** The sum of all elements. */
  static Operand sum(Ops tf, Operand x) {
    if (!x.shape().hasRank()) {
      Operand axes = tf.arrays().range(0, tf.unary("Rank", x));
      return tf.graph().node("Sum").input(x).input(axes).buildOutput();
    }
    int[] axes = IntStream.range(0, x.shape().rank()).toArray();
    return axes.length == 0 ? x : tf.reduce().sum(x, false, axes);
  }

  /** The mean over all axes from the given one on. */
  static Operand meanFrom(Ops tf, Operand x, int axis) {
    int[] axes = IntStream.range(axis, x.shape().rank()).toArray();
    return axes.length == 0 ? x : tf.reduce().mean(x, false, axes);
  }

  /** The number of elements, in their type. */
  static Operand size(Ops tf, Operand x) {
    Operand size =
        tf.graph().node("Size").input(x).attr("out_type", Attr.of(DType.INT32)).buildOutput();
    return tf.cast(size, x.dtype());
  }

  /** A quotient that is 0 where the divisor is. */
  static Operand divNoNan(Ops tf, Operand x, Operand y) {
    return tf.binary("DivNoNan", x, y);
  }

  static Operand equal(Ops tf, Operand x, Operand y) {
    return compare(tf, "Equal", x, y);
  }

  static Operand notEqual(Ops tf, Operand x, Operand y) {
    return compare(tf, "NotEqual", x, y);
  }

  private static Operand compare(Ops tf, String type, Operand x, Operand y) {
    return tf.graph()
        .node(type)
        .input(x)
        .input(y)
        .attr("incompatible_shape_error", Attr.of(true))
        .buildOutput();
  }

  /** The position of the largest element along an axis, as int64. */
  static Operand argMax(Ops tf, Operand x, int axis) {
    return tf.graph()
        .node("ArgMax")
        .input(x)
        .input(tf.scalar(axis))
        .attr("output_type", Attr.of(DType.INT64))
        .buildOutput();
  }

  /** A tensor with axes of size 1 appended until it has the given number of axes. */
  static Operand withRank(Ops tf, Operand x, int rank) {
    Operand result = x;
    while (result.shape().rank() < rank) {
      result = tf.arrays().expandDims(result, result.shape().rank());
    }
    return result;
  }

  /** A tensor of another's shape. */
  static Operand broadcastLike(Ops tf, Operand x, Operand like) {
    Shape shape = like.shape();
    return shape.isFullyKnown() && x.shape().equals(shape)
        ? x
        : tf.arrays().broadcastTo(x, tf.arrays().shape(like));
  }
}
