package io.kerasport.purejava.shape;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.purejava.graph.GraphNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that make known tensors, or take, join and rearrange their elements. */
final class ConstantArrays {
  private static final int LONGEST_RANGE = 1 << 20;

  private ConstantArrays() {}

  static @Nullable ConstantKernel find(String type) {
    return switch (type) {
      case "Identity", "Snapshot", "StopGradient", "PreventGradient" ->
          (node, in, output) -> Optional.of(in.get(0));
      case "Reshape", "ExpandDims", "Squeeze" -> ConstantArrays::reshape;
      case "ShapeN" ->
          (node, in, output) ->
              Optional.of(vector(outputType(node), in.get(output).shape().dims()));
      case "Pack" -> ConstantArrays::pack;
      case "Unpack" -> ConstantArrays::unpack;
      case "ConcatV2" -> ConstantArrays::concat;
      case "StridedSlice" -> ConstantArrays::stridedSlice;
      case "Slice" -> ConstantArrays::slice;
      case "GatherV2" -> ConstantArrays::gather;
      case "Fill" -> ConstantArrays::fill;
      case "ZerosLike" -> (node, in, output) -> Optional.of(in.get(0).map(x -> 0, x -> 0));
      case "OnesLike" -> (node, in, output) -> Optional.of(in.get(0).map(x -> 1, x -> 1));
      case "Range" -> ConstantArrays::range;
      case "SelectV2" -> ConstantArrays::select;
      case "BroadcastGradientArgs" -> ConstantArrays::broadcastGradientArgs;
      case "DynamicStitch" -> ConstantArrays::dynamicStitch;
      default -> null;
    };
  }

  private static Optional<ConstantTensor> reshape(
      GraphNode node, List<ConstantTensor> in, int output) {
    Shape shape = node.output(0).shape();
    return shape.isFullyKnown() && shape.elements() == in.get(0).size()
        ? Optional.of(in.get(0).reshape(shape))
        : Optional.empty();
  }

  private static Optional<ConstantTensor> pack(
      GraphNode node, List<ConstantTensor> in, int output) {
    Shape shape = node.output(0).shape();
    if (!shape.isFullyKnown()) {
      return Optional.empty();
    }
    long axis = node.attrs().integer("axis");
    int inputRank = shape.rank() - 1;
    int position = (int) (axis < 0 ? axis + inputRank + 1 : axis);
    List<ConstantTensor> parts = new ArrayList<>();
    for (ConstantTensor part : in) {
      Shape widened =
          part.shape()
              .slice(0, position)
              .concat(Shape.of(1))
              .concat(part.shape().slice(position, inputRank));
      parts.add(part.reshape(widened));
    }
    return Optional.of(join(parts, position, shape));
  }

  private static Optional<ConstantTensor> unpack(
      GraphNode node, List<ConstantTensor> in, int output) {
    ConstantTensor x = in.get(0);
    int axis = ReductionShapes.axis(node.attrs().integer("axis"), x.shape());
    int[] strides = RowMajor.strides(x.shape());
    int[] steps = new int[strides.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = strides[i < axis ? i : i + 1];
    }
    Shape shape = node.output(output).shape();
    return Optional.of(x.gather(shape, RowMajor.walk(shape, output * strides[axis], steps)));
  }

  private static Optional<ConstantTensor> concat(
      GraphNode node, List<ConstantTensor> in, int output) {
    Shape shape = node.output(0).shape();
    if (!shape.isFullyKnown()) {
      return Optional.empty();
    }
    long axis = in.get(in.size() - 1).integer(0);
    int position = (int) (axis < 0 ? axis + shape.rank() : axis);
    return Optional.of(join(in.subList(0, in.size() - 1), position, shape));
  }

  /** Joins tensors along an axis: block by block for each index before that axis. */
  private static ConstantTensor join(List<ConstantTensor> parts, int axis, Shape shape) {
    int blocks = Math.toIntExact(shape.slice(0, axis).elements());
    int size = Math.toIntExact(shape.elements());
    double[] reals = new double[size];
    long[] integers = new long[size];
    int at = 0;
    for (int block = 0; block < blocks; block++) {
      for (ConstantTensor part : parts) {
        int length = part.size() / blocks;
        for (int i = 0; i < length; i++, at++) {
          reals[at] = part.real(block * length + i);
          integers[at] = part.integer(block * length + i);
        }
      }
    }
    DType dtype = parts.get(0).dtype();
    return dtype.isFloating()
        ? ConstantTensor.ofReals(dtype, shape, reals)
        : ConstantTensor.ofIntegers(dtype, shape, integers);
  }

  private static Optional<ConstantTensor> stridedSlice(
      GraphNode node, List<ConstantTensor> in, int output) {
    StridedSliceSpec spec =
        StridedSliceSpec.of(
            in.get(0).shape(),
            Optional.of(in.get(1)),
            Optional.of(in.get(2)),
            in.get(3),
            node.attrs());
    return Optional.of(in.get(0).gather(spec.shape(), spec.positions()));
  }

  private static Optional<ConstantTensor> slice(
      GraphNode node, List<ConstantTensor> in, int output) {
    ConstantTensor x = in.get(0);
    int[] strides = RowMajor.strides(x.shape());
    long[] sizes = new long[strides.length];
    int start = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      long begin = in.get(1).integer(axis);
      long size = in.get(2).integer(axis);
      sizes[axis] = size == -1 ? x.shape().dim(axis) - begin : size;
      if (begin < 0 || sizes[axis] < 0 || begin + sizes[axis] > x.shape().dim(axis)) {
        return Optional.empty();
      }
      start += (int) begin * strides[axis];
    }
    Shape shape = Shape.of(sizes);
    return Optional.of(x.gather(shape, RowMajor.walk(shape, start, strides)));
  }

  private static Optional<ConstantTensor> gather(
      GraphNode node, List<ConstantTensor> in, int output) {
    ConstantTensor params = in.get(0);
    ConstantTensor indices = in.get(1);
    if (params.shape().rank() != 1 || node.attrs().integer("batch_dims") != 0) {
      return Optional.empty();
    }
    int[] positions = new int[indices.size()];
    for (int i = 0; i < positions.length; i++) {
      long index = indices.integer(i);
      if (index < 0 || index >= params.size()) {
        return Optional.empty();
      }
      positions[i] = (int) index;
    }
    return Optional.of(params.gather(indices.shape(), positions));
  }

  private static Optional<ConstantTensor> fill(
      GraphNode node, List<ConstantTensor> in, int output) {
    Shape shape = node.output(0).shape();
    return shape.isFullyKnown()
        ? Optional.of(in.get(1).gather(shape, new int[Math.toIntExact(shape.elements())]))
        : Optional.empty();
  }

  private static Optional<ConstantTensor> range(
      GraphNode node, List<ConstantTensor> in, int output) {
    DType dtype = outputType(node);
    long size = GeneratorShapes.rangeSize(in.get(0), in.get(1), in.get(2));
    if (size > LONGEST_RANGE) {
      return Optional.empty();
    }
    Shape shape = Shape.of(size);
    return Optional.of(
        dtype.isFloating()
            ? ConstantTensor.ofReals(
                dtype,
                shape,
                IntStream.range(0, (int) size)
                    .mapToDouble(i -> in.get(0).real(0) + i * in.get(2).real(0))
                    .toArray())
            : ConstantTensor.ofIntegers(
                dtype,
                shape,
                IntStream.range(0, (int) size)
                    .mapToLong(i -> in.get(0).integer(0) + i * in.get(2).integer(0))
                    .toArray()));
  }

  private static Optional<ConstantTensor> select(
      GraphNode node, List<ConstantTensor> in, int output) {
    Shape shape = Shapes.broadcast(in.get(0).shape(), in.get(1).shape());
    shape = Shapes.broadcast(shape, in.get(2).shape());
    int[] condition = RowMajor.broadcast(in.get(0).shape(), shape);
    ConstantTensor then = in.get(1).gather(shape, RowMajor.broadcast(in.get(1).shape(), shape));
    ConstantTensor otherwise =
        in.get(2).gather(shape, RowMajor.broadcast(in.get(2).shape(), shape));
    int size = condition.length;
    ConstantTensor both = join(List.of(then, otherwise), 0, Shape.of(2L * size));
    int[] positions =
        IntStream.range(0, size)
            .map(i -> in.get(0).integer(condition[i]) != 0 ? i : size + i)
            .toArray();
    return Optional.of(both.gather(shape, positions));
  }

  /**
   * The axes along which each of two broadcast operands has size 1, or lacks the axis; none if the
   * operands have equal shapes.
   */
  private static Optional<ConstantTensor> broadcastGradientArgs(
      GraphNode node, List<ConstantTensor> in, int output) {
    long[] mine = in.get(output).integers();
    long[] other = in.get(1 - output).integers();
    int rank = Arrays.equals(mine, other) ? 0 : Math.max(mine.length, other.length);
    List<Long> axes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      long x = fromBack(mine, rank - axis);
      long y = fromBack(other, rank - axis);
      if (x != y && x != 1 && y != 1) {
        return Optional.empty();
      }
      if (x == 1) {
        axes.add((long) axis);
      }
    }
    return Optional.of(
        vector(outputType(node), axes.stream().mapToLong(Long::longValue).toArray()));
  }

  private static long fromBack(long[] dims, int position) {
    return position <= dims.length ? dims[dims.length - position] : 1;
  }

  /** Scalars and vectors placed at the given indices; later ones win. */
  private static Optional<ConstantTensor> dynamicStitch(
      GraphNode node, List<ConstantTensor> in, int output) {
    int count = in.size() / 2;
    long size = 0;
    for (int i = 0; i < count; i++) {
      if (!in.get(i).shape().equals(in.get(count + i).shape())) {
        return Optional.empty();
      }
      for (long index : in.get(i).integers()) {
        size = Math.max(size, index + 1);
      }
    }
    if (size > LONGEST_RANGE || outputType(node).isFloating()) {
      return Optional.empty();
    }
    long[] merged = new long[(int) size];
    for (int i = 0; i < count; i++) {
      long[] indices = in.get(i).integers();
      for (int j = 0; j < indices.length; j++) {
        merged[(int) indices[j]] = in.get(count + i).integer(j);
      }
    }
    return Optional.of(vector(outputType(node), merged));
  }

  private static DType outputType(GraphNode node) {
    return node.output(0).dtype();
  }

  private static ConstantTensor vector(DType dtype, long... values) {
    return ConstantTensor.ofIntegers(dtype, Shape.of(values.length), values);
  }
}
