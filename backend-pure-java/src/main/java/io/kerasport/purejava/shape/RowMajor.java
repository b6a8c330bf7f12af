package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Arrays;

/** Where elements lie in row-major tensors of fully known shape. */
final class RowMajor {
  private RowMajor() {}

  /** The distance between neighbours along each axis, in elements. */
  static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride = Math.multiplyExact(stride, Math.toIntExact(shape.dim(axis)));
    }
    return strides;
  }

  /** For each element of a shape, the position given by a start and a step along each axis. */
  static int[] walk(Shape shape, int start, int[] steps) {
    int[] positions = new int[Math.toIntExact(shape.elements())];
    int[] index = new int[shape.rank()];
    int position = start;
    for (int i = 0; i < positions.length; i++) {
      positions[i] = position;
      for (int axis = index.length - 1; axis >= 0; axis--) {
        position += steps[axis];
        index[axis]++;
        if (index[axis] < shape.dim(axis)) {
          break;
        }
        position -= index[axis] * steps[axis];
        index[axis] = 0;
      }
    }
    return positions;
  }

  /** For each element of a broadcast result, the element of the operand it comes from. */
  static int[] broadcast(Shape from, Shape to) {
    int[] strides = strides(from);
    int[] steps = new int[to.rank()];
    int offset = to.rank() - from.rank();
    for (int axis = 0; axis < from.rank(); axis++) {
      steps[offset + axis] = from.dim(axis) == 1 ? 0 : strides[axis];
    }
    return walk(to, 0, steps);
  }

  /** For each element, the element of the reduced tensor it goes into. */
  static int[] reduce(Shape shape, boolean[] reduced) {
    long[] kept = shape.dims();
    for (int axis = 0; axis < reduced.length; axis++) {
      kept[axis] = reduced[axis] ? 1 : kept[axis];
    }
    int[] steps = strides(Shape.of(kept));
    for (int axis = 0; axis < reduced.length; axis++) {
      steps[axis] = reduced[axis] ? 0 : steps[axis];
    }
    return walk(shape, 0, steps);
  }

  /** The first positions 0, 1, 2 …. */
  static int[] range(int begin, int end) {
    int[] positions = new int[end - begin];
    Arrays.setAll(positions, i -> begin + i);
    return positions;
  }
}
