package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import io.kerasport.purejava.ops.NodeAttrs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a {@code StridedSlice} takes from a tensor of known rank, one entry for each axis of the
 * input.
 *
 * <p>Follows {@code ValidateStridedSliceOp} of TensorFlow's {@code strided_slice_op.cc}: the
 * ellipsis is expanded (an implicit one stands at the end), masks become whole ranges, negative
 * positions count from the back, ranges are cut to the input.
 */
final class StridedSliceSpec {
  private static final int NEW_AXIS = -1;
  private static final int LONGEST_SPEC = 31;

  private final Shape input;
  private final long[] begin;
  private final long[] end;
  private final long[] strides;
  private final boolean[] beginMasked;
  private final boolean[] endMasked;
  private final boolean[] shrunk;
  private final boolean rangesKnown;

  /** Where each axis of the output comes from: an axis of the input, or {@link #NEW_AXIS}. */
  private final List<Integer> outputAxes = new ArrayList<>();

  private StridedSliceSpec(Shape input, boolean rangesKnown) {
    this.input = input;
    this.rangesKnown = rangesKnown;
    int rank = input.rank();
    begin = new long[rank];
    end = new long[rank];
    strides = new long[rank];
    beginMasked = new boolean[rank];
    endMasked = new boolean[rank];
    shrunk = new boolean[rank];
  }

  /** Reads a specification; begin and end count only if both are known. */
  static StridedSliceSpec of(
      Shape input,
      Optional<ConstantTensor> begin,
      Optional<ConstantTensor> end,
      ConstantTensor strides,
      NodeAttrs attrs) {
    StridedSliceSpec spec = new StridedSliceSpec(input, begin.isPresent() && end.isPresent());
    spec.expand(
        begin.map(ConstantTensor::integers).orElse(new long[strides.size()]),
        end.map(ConstantTensor::integers).orElse(new long[strides.size()]),
        strides.integers(),
        attrs);
    spec.cut();
    return spec;
  }

  private void expand(long[] from, long[] to, long[] by, NodeAttrs attrs) {
    long ellipsis = attrs.integer("ellipsis_mask");
    long newAxis = attrs.integer("new_axis_mask");
    int entries = by.length;
    if (from.length != entries || to.length != entries || entries > LONGEST_SPEC) {
      throw new ShapeException(
          "begin, end and strides should have the same length, at most %d; found %d, %d, %d"
              .formatted(LONGEST_SPEC, from.length, to.length, entries));
    }
    if (Long.bitCount(ellipsis) > 1) {
      throw new ShapeException("more than one ellipsis");
    }
    if (ellipsis == 0 || ellipsis >>> entries != 0) {
      ellipsis = 1L << entries;
      entries++;
    }
    int axis = 0;
    for (int i = 0; i < entries; i++) {
      long bit = 1L << i;
      if ((ellipsis & bit) != 0) {
        long newAxesBehind = newAxis & -(bit << 1) & (1L << entries) - 1;
        int next =
            Math.min(input.rank() - (entries - i) + 1 + Long.bitCount(newAxesBehind), input.rank());
        for (; axis < next; axis++) {
          strides[axis] = 1;
          beginMasked[axis] = true;
          endMasked[axis] = true;
          outputAxes.add(axis);
        }
      } else if ((newAxis & bit) != 0) {
        outputAxes.add(NEW_AXIS);
      } else {
        if (axis == input.rank()) {
          throw new ShapeException("more axes are sliced than the shape " + input + " has");
        }
        begin[axis] = from[i];
        end[axis] = to[i];
        strides[axis] = by[i];
        beginMasked[axis] = (attrs.integer("begin_mask") & bit) != 0;
        endMasked[axis] = (attrs.integer("end_mask") & bit) != 0;
        shrunk[axis] = (attrs.integer("shrink_axis_mask") & bit) != 0;
        if (!shrunk[axis]) {
          outputAxes.add(axis);
        }
        axis++;
      }
    }
  }

  private void cut() {
    for (int axis = 0; axis < strides.length; axis++) {
      long size = input.dim(axis);
      if (strides[axis] == 0) {
        throw new ShapeException("the stride of axis " + axis + " is 0");
      }
      if (!Dims.known(size)) {
        continue;
      }
      if (shrunk[axis] && strides[axis] < 0) {
        throw new ShapeException("axis " + axis + " is indexed with a negative stride");
      }
      if (!rangesKnown) {
        continue;
      }
      if (shrunk[axis]) {
        begin[axis] += begin[axis] < 0 ? size : 0;
        end[axis] = begin[axis] + 1;
        if (begin[axis] < 0 || begin[axis] >= size) {
          throw new ShapeException(
              "index " + begin[axis] + " of axis " + axis + " is outside of shape " + input);
        }
      } else {
        boolean forward = strides[axis] > 0;
        long lowest = forward ? 0 : -1;
        long highest = forward ? size : size - 1;
        begin[axis] =
            beginMasked[axis]
                ? (forward ? lowest : highest)
                : cut(begin[axis], size, lowest, highest);
        end[axis] =
            endMasked[axis] ? (forward ? highest : lowest) : cut(end[axis], size, lowest, highest);
      }
    }
  }

  private static long cut(long position, long size, long lowest, long highest) {
    long fromFront = position < 0 ? position + size : position;
    return Math.max(lowest, Math.min(highest, fromFront));
  }

  /** The shape of the output. */
  Shape shape() {
    long[] dims = new long[outputAxes.size()];
    for (int i = 0; i < dims.length; i++) {
      int axis = outputAxes.get(i);
      dims[i] = axis == NEW_AXIS ? 1 : size(axis);
    }
    return Shape.of(dims);
  }

  /** How many elements are taken along an axis of the input. */
  private long size(int axis) {
    long size = input.dim(axis);
    if (!Dims.known(size)) {
      return Dims.UNKNOWN;
    }
    long length;
    if (rangesKnown) {
      length = end[axis] - begin[axis];
    } else if (beginMasked[axis] && endMasked[axis]) {
      length = strides[axis] < 0 ? -size : size;
    } else {
      return Dims.UNKNOWN;
    }
    if (length == 0 || length < 0 != strides[axis] < 0) {
      return 0;
    }
    return length / strides[axis] + (length % strides[axis] != 0 ? 1 : 0);
  }

  /** The positions in a fully known input that are taken, in order. */
  int[] positions() {
    int[] distance = RowMajor.strides(input);
    int start = 0;
    for (int axis = 0; axis < begin.length; axis++) {
      start += (int) begin[axis] * distance[axis];
    }
    int[] steps = new int[outputAxes.size()];
    for (int i = 0; i < steps.length; i++) {
      int axis = outputAxes.get(i);
      steps[i] = axis == NEW_AXIS ? 0 : (int) strides[axis] * distance[axis];
    }
    return RowMajor.walk(shape(), start, steps);
  }
}
