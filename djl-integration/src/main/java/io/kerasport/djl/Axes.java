package io.kerasport.djl;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Where axes are. */
final class Axes {
  static final long UNKNOWN = -1;

  private Axes() {}

  static int fromFront(int axis, int rank) {
    int front = axis < 0 ? axis + rank : axis;
    if (front < 0 || front >= rank) {
      throw UntraceableException.noCounterpart(
          "axis " + axis + " of an array with " + rank + " axes");
    }
    return front;
  }

  /** A shape with its second axis moved to the end. */
  static Shape channelsLast(Shape shape) {
    return permuted(shape, toChannelsLast(shape.dimension()));
  }

  static int[] toChannelsLast(int rank) {
    return IntStream.range(0, rank)
        .map(axis -> axis == 0 ? 0 : axis == rank - 1 ? 1 : axis + 1)
        .toArray();
  }

  static int[] toChannelsFirst(int rank) {
    return IntStream.range(0, rank)
        .map(axis -> axis == 0 ? 0 : axis == 1 ? rank - 1 : axis - 1)
        .toArray();
  }

  static Shape permuted(Shape shape, int[] order) {
    return new Shape(Arrays.stream(order).mapToLong(shape::get).toArray());
  }

  /** The product of sizes, unknown if one of them is. */
  static long product(Shape shape) {
    return shape.size();
  }

  /** The shape two arrays have together. */
  static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.dimension(), b.dimension());
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      long one = size(a, i - rank + a.dimension());
      long other = size(b, i - rank + b.dimension());
      if (one != other && one > 1 && other > 1) {
        throw UntraceableException.noCounterpart(
            "shapes " + a + " and " + b + " do not go together");
      }
      sizes[i] = one == 1 ? other : other == 1 ? one : Math.min(one, other);
    }
    return new Shape(sizes);
  }

  private static long size(Shape shape, int axis) {
    return axis < 0 ? 1 : shape.get(axis);
  }

  /** A shape as configurations have it: null where unknown. */
  static List<Object> config(Shape shape) {
    List<Object> sizes = new ArrayList<>();
    for (long size : shape.getShape()) {
      sizes.add(size == UNKNOWN ? null : size);
    }
    return sizes;
  }

  static List<Object> list(long... values) {
    return new ArrayList<>(LongStream.of(values).boxed().toList());
  }

  static List<Object> list(Shape shape) {
    return list(shape.getShape());
  }
}
