package io.kerasport.core.gradient.rule;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.Arrays;
import java.util.List;

/** Shapes as tensors: constants where they are known, else read when the graph runs. */
final class Shapes {
  private Shapes() {}

  /** A tensor reshaped to the shape of another one, which has as many elements. */
  static Operand reshapeLike(Ops tf, Operand tensor, Operand like) {
    if (tensor.shape().isFullyKnown() && tensor.shape().equals(like.shape())) {
      return tensor;
    }
    return like.shape().hasRank() && unknowns(like.shape()) == 1
        ? tf.arrays()
            .reshape(
                tensor, Arrays.stream(like.shape().dims()).mapToInt(Math::toIntExact).toArray())
        : tf.reshape(tensor, tf.arrays().shape(like));
  }

  private static long unknowns(Shape shape) {
    return Arrays.stream(shape.dims()).filter(size -> size == Shape.UNKNOWN_DIM).count();
  }

  /** The shape of a tensor as a vector of an integer type. */
  static Operand shape(Ops tf, Operand tensor, DType type) {
    return tf.cast(tf.arrays().shape(tensor), type);
  }

  /** The rank of a tensor as a scalar int32. */
  static Operand rank(Ops tf, Operand tensor) {
    return tensor.shape().hasRank()
        ? tf.scalar(tensor.shape().rank())
        : tf.graph().node("Rank").input(tensor).buildOutput();
  }

  /** The number of elements of a tensor as a scalar int32. */
  static Operand size(Ops tf, Operand tensor) {
    return tensor.shape().isFullyKnown()
        ? tf.scalar(Math.toIntExact(tensor.shape().elements()))
        : tf.graph().node("Size").input(tensor).buildOutput();
  }

  /** The integers from a begin up to but without an end, as scalars int32. */
  static Operand range(Ops tf, Operand begin, Operand end) {
    return tf.graph().node("Range").input(begin).input(end).input(tf.scalar(1)).buildOutput();
  }

  /** Vectors one behind the other. */
  static Operand join(Ops tf, Operand... vectors) {
    return tf.concat(List.of(vectors), 0);
  }

  /** A scalar as a vector of one element. */
  static Operand vector(Ops tf, Operand scalar) {
    return tf.arrays().reshape(scalar, 1);
  }

  /** A tensor with as few axes as hold its elements: one. */
  static Operand flat(Ops tf, Operand tensor) {
    return tf.arrays().reshape(tensor, -1);
  }

  /** A tensor as a matrix whose rows are the tensor's last axis. */
  static Operand matrixOfRows(Ops tf, Operand tensor) {
    Shape shape = tensor.shape();
    if (shape.hasRank() && shape.rank() > 0 && shape.dim(-1) != Shape.UNKNOWN_DIM) {
      return tf.arrays().reshape(tensor, -1, Math.toIntExact(shape.dim(-1)));
    }
    return tf.reshape(tensor, join(tf, tf.ints(-1), last(tf, tf.arrays().shape(tensor), 1)));
  }

  /** The last elements of a vector. */
  static Operand last(Ops tf, Operand vector, int count) {
    return tf.arrays().slice(vector, new int[] {-count}, new int[] {ArrayOps.TO_THE_END});
  }

  /** The elements of a vector from a position on, up to but without an end. */
  static Operand part(Ops tf, Operand vector, int begin, int end) {
    return tf.arrays().slice(vector, new int[] {begin}, new int[] {end});
  }

  /** The product of a vector's elements as a scalar; 1 if it has none. */
  static Operand product(Ops tf, Operand vector) {
    return tf.reduce().prod(vector, false, 0);
  }

  /** The sum of all elements. */
  static Operand sumOfAll(Ops tf, Operand tensor) {
    return tensor.shape().hasRank() && tensor.shape().rank() == 0
        ? tensor
        : tf.reduce().sum(flat(tf, tensor), false, 0);
  }
}
