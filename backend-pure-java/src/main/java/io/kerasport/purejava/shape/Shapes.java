package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.List;

/** Operations on partly known shapes, by the rules of TensorFlow's {@code InferenceContext}. */
final class Shapes {
  private Shapes() {}

  /** The shape if it has that rank; a shape of unknown rank takes it. */
  static Shape withRank(Shape shape, int rank) {
    if (!shape.hasRank()) {
      return Shape.ofRank(rank);
    }
    if (shape.rank() != rank) {
      throw new ShapeException("expected rank " + rank + ", found shape " + shape);
    }
    return shape;
  }

  static Shape withRankAtLeast(Shape shape, long rank) {
    if (shape.hasRank() && shape.rank() < rank) {
      throw new ShapeException("expected at least rank " + rank + ", found shape " + shape);
    }
    return shape;
  }

  static Shape withRankAtMost(Shape shape, long rank) {
    if (shape.hasRank() && shape.rank() > rank) {
      throw new ShapeException("expected at most rank " + rank + ", found shape " + shape);
    }
    return shape;
  }

  /** One dimension; unknown if the rank is unknown. Negative axes count from the back. */
  static long dim(Shape shape, int axis) {
    return shape.hasRank() ? shape.dim(axis) : Dims.UNKNOWN;
  }

  static Shape replaceDim(Shape shape, int axis, long size) {
    return shape.hasRank() ? shape.withDim(axis, size) : shape;
  }

  static Shape of(List<Long> dims) {
    return Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
  }

  /** The number of elements; unknown if a dimension is, unless another is 0. */
  static long elements(Shape shape) {
    if (!shape.hasRank()) {
      return Dims.UNKNOWN;
    }
    long product = 1;
    for (long dim : shape.dims()) {
      product = Dims.multiply(product, dim);
    }
    return product;
  }

  /** The shape that two must share. */
  static Shape merge(Shape a, Shape b) {
    if (!a.hasRank() || a.equals(b)) {
      return b;
    }
    if (!b.hasRank()) {
      return a;
    }
    if (a.rank() != b.rank()) {
      throw new ShapeException("shapes should have equal ranks, found " + a + " and " + b);
    }
    long[] dims = a.dims();
    for (int i = 0; i < dims.length; i++) {
      dims[i] = mergeDim(i, a, b);
    }
    return Shape.of(dims);
  }

  private static long mergeDim(int axis, Shape a, Shape b) {
    try {
      return Dims.merge(a.dim(axis), b.dim(axis));
    } catch (ShapeException e) {
      throw new ShapeException(
          "shapes should be equal, found " + a + " and " + b + ", which differ at " + axis);
    }
  }

  /** Refines the leading dimensions of a shape by a prefix they must equal. */
  static Shape mergePrefix(Shape shape, Shape prefix) {
    if (!shape.hasRank() || !prefix.hasRank()) {
      return shape;
    }
    withRankAtLeast(shape, prefix.rank());
    return merge(shape.slice(0, prefix.rank()), prefix)
        .concat(shape.slice(prefix.rank(), shape.rank()));
  }

  static Shape concat(Shape a, Shape b) {
    return a.hasRank() && b.hasRank() ? a.concat(b) : Shape.unknown();
  }

  static Shape from(Shape shape, long begin) {
    return slice(shape, begin, Long.MAX_VALUE);
  }

  static Shape slice(Shape shape, long begin, long end) {
    return slice(shape, begin, end, 1);
  }

  /**
   * Every {@code stride}-th dimension from begin to end; negative positions count from the back.
   */
  static Shape slice(Shape shape, long begin, long end, long stride) {
    if (!shape.hasRank()) {
      return shape;
    }
    int rank = shape.rank();
    long first = position(Math.min(begin, rank), rank, shape);
    long last = position(Math.min(end, rank), rank, shape);
    if (stride < 0 && first == rank) {
      first--;
    }
    if (stride > 0 ? first > last : first < last) {
      throw new ShapeException(
          "dimensions " + begin + " to " + end + " by " + stride + " do not exist in " + shape);
    }
    long size =
        stride == 0 ? 0 : Math.max(0, (last - first + stride - Long.signum(stride)) / stride);
    long[] dims = new long[Math.toIntExact(size)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim((int) (first + i * stride));
    }
    return Shape.of(dims);
  }

  private static long position(long index, int rank, Shape shape) {
    long position = index < 0 ? index + rank : index;
    if (position < 0) {
      throw new ShapeException("dimension " + index + " does not exist in " + shape);
    }
    return position;
  }

  /**
   * The shape of an element-wise result, as NumPy broadcasts. Where one dimension is unknown and
   * the other above 1, the unknown one is taken to fit.
   */
  static Shape broadcast(Shape a, Shape b) {
    if (!a.hasRank() || !b.hasRank()) {
      return Shape.unknown();
    }
    long[] dims = new long[Math.max(a.rank(), b.rank())];
    for (int i = 1; i <= dims.length; i++) {
      long x = i <= a.rank() ? a.dim(-i) : 1;
      long y = i <= b.rank() ? b.dim(-i) : 1;
      if (Dims.known(x) && Dims.known(y) && x != y && x != 1 && y != 1) {
        throw new ShapeException("shapes " + a + " and " + b + " do not broadcast");
      }
      dims[dims.length - i] = broadcast(x, y);
    }
    return Shape.of(dims);
  }

  private static long broadcast(long x, long y) {
    if (x > 1 || y == 1) {
      return x;
    }
    if (y > 1 || x == 1) {
      return y;
    }
    return x == y ? x : Dims.UNKNOWN;
  }
}
