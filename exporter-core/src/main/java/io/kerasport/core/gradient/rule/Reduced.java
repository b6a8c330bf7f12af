package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A reduction of a tensor over axes, and the way back to the tensor's shape. */
final class Reduced {
  private final Ops tf;
  private final GradientCall op;
  private final Operand x;

  /** The axes counted from the front and sorted; empty if they are known at run time only. */
  private final Optional<int[]> axes;

  Reduced(GradientCall op) {
    this.op = op;
    tf = op.ops();
    x = op.input(0);
    axes =
        x.shape().hasRank()
            ? op.constant(1).map(value -> fromTheFront(value, x.shape().rank()))
            : Optional.empty();
  }

  private static int[] fromTheFront(TensorValue axes, int rank) {
    return LongStream.of(axes.integers())
        .mapToInt(axis -> Math.toIntExact(axis < 0 ? axis + rank : axis))
        .distinct()
        .sorted()
        .toArray();
  }

  /** A tensor in the shape of the reduction's output, with axes of size 1 for those reduced. */
  Operand keepingAxes(Operand reduced) {
    return op.boolAttr("keep_dims") ? reduced : insertAxes(reduced);
  }

  /** A tensor in the shape of the reduction's output, repeated to the shape of its input. */
  Operand repeated(Operand reduced) {
    return tf.arrays().broadcastTo(keepingAxes(reduced), tf.arrays().shape(x));
  }

  /** How many elements each output is made of, a scalar of the tensor's element type. */
  Operand count() {
    if (axes.isPresent()) {
      long[] sizes = IntStream.of(axes.get()).mapToLong(x.shape()::dim).toArray();
      if (LongStream.of(sizes).noneMatch(size -> size == Shape.UNKNOWN_DIM)) {
        return tf.scalarLike(x, LongStream.of(sizes).reduce(1, Math::multiplyExact));
      }
    }
    Operand sizes =
        tf.graph()
            .node("GatherV2")
            .input(tf.arrays().shape(x))
            .input(positiveAxes())
            .input(tf.scalar(0))
            .buildOutput();
    return tf.cast(tf.reduce().prod(sizes, false, 0), x.dtype());
  }

  /** The axes as a vector of int32. */
  Operand positiveAxes() {
    if (axes.isPresent()) {
      return tf.ints(axes.get());
    }
    Operand given = tf.reshape(tf.cast(op.input(1), DType.INT32), tf.ints(-1));
    return tf.math().floorMod(given, Shapes.rank(tf, x));
  }

  /** The axes that are not reduced over, as a vector of int32. */
  Operand otherAxes() {
    if (axes.isPresent()) {
      return tf.ints(
          IntStream.range(0, x.shape().rank())
              .filter(axis -> Arrays.binarySearch(axes.get(), axis) < 0)
              .toArray());
    }
    return tf.graph()
        .node("ListDiff")
        .input(Shapes.range(tf, tf.scalar(0), Shapes.rank(tf, x)))
        .input(positiveAxes())
        .buildOutput();
  }

  private Operand insertAxes(Operand reduced) {
    if (axes.isEmpty()) {
      return tf.reshape(reduced, shapeWithOnes());
    }
    long[] shape = x.shape().dims();
    for (int axis : axes.get()) {
      shape[axis] = 1;
    }
    if (LongStream.of(shape).filter(size -> size == Shape.UNKNOWN_DIM).count() <= 1) {
      return tf.arrays()
          .reshape(reduced, Arrays.stream(shape).mapToInt(Math::toIntExact).toArray());
    }
    Operand result = reduced;
    for (int axis : axes.get()) {
      result = tf.arrays().expandDims(result, axis);
    }
    return result;
  }

  /** The shape of the tensor with 1 for every reduced axis. */
  private Operand shapeWithOnes() {
    Operand all = Shapes.range(tf, tf.scalar(0), Shapes.rank(tf, x));
    Operand reduced = positiveAxes();
    Operand ones = tf.arrays().fill(tf.arrays().shape(reduced), tf.scalar(1));
    return tf.graph()
        .node("DynamicStitch")
        .inputs(List.of(all, reduced))
        .inputs(List.of(tf.arrays().shape(x), ones))
        .buildOutput();
  }
}
