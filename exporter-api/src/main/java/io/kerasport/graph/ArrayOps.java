package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Ops on shape and layout; see {@link Ops}.
 *
 * <p>Where a shape is asked for, what is statically known becomes a constant; only the rest is read
 * from the tensor when the graph runs.
 */
public final class ArrayOps {
  /** The end of an axis in {@link #slice}. */
  public static final int TO_THE_END = Integer.MAX_VALUE;

  private final Ops tf;

  ArrayOps(Ops tf) {
    this.tf = tf;
  }

  /** The shape of a tensor as a vector of int32. */
  public Operand shape(Operand x) {
    return x.shape().isFullyKnown()
        ? tf.constant("Shape", TensorValue.ofInts(Shape.of(x.shape().rank()), known(x.shape())))
        : tf.graph().node("Shape").input(x).attr("out_type", Attr.of(DType.INT32)).buildOutput();
  }

  /** The sizes along the axes from {@code begin} up to but without {@code end}, as int32. */
  public Operand shape(Operand x, int begin, int end) {
    Shape wanted = x.shape().slice(begin, end);
    return wanted.isFullyKnown()
        ? tf.ints("Shape", known(wanted))
        : stridedSlice(shape(x), new int[] {begin}, new int[] {end}, 0);
  }

  /** The size along one axis, a scalar int32. */
  public Operand size(Operand x, int axis) {
    int index = axis < 0 ? axis + x.shape().rank() : axis;
    long size = x.shape().dim(index);
    return size == Shape.UNKNOWN_DIM
        ? stridedSlice(shape(x), new int[] {index}, new int[] {index + 1}, 1)
        : tf.scalar(Math.toIntExact(size));
  }

  /** The number of elements, a scalar int32. */
  public Operand elements(Operand x) {
    return tf.graph().node("Size").input(x).attr("out_type", Attr.of(DType.INT32)).buildOutput();
  }

  /** A tensor in another shape, in which one size may be -1: whatever is left. */
  public Operand reshape(Operand x, int... shape) {
    return tf.reshape(x, tf.ints("Reshape/shape", shape));
  }

  /**
   * A tensor in a shape that begins like another tensor's.
   *
   * @param x the tensor to reshape
   * @param like the other tensor, whose axes from {@code begin} up to but without {@code end} give
   *     the first sizes
   * @param rest the sizes behind those; one may be -1: whatever is left
   */
  public Operand reshapeLike(Operand x, Operand like, int begin, int end, int... rest) {
    long[] first = like.shape().slice(begin, end).dims();
    long[] all =
        LongStream.concat(LongStream.of(first), IntStream.of(rest).asLongStream()).toArray();
    if (LongStream.of(all).filter(size -> size == Shape.UNKNOWN_DIM).count() <= 1) {
      return reshape(x, LongStream.of(all).mapToInt(Math::toIntExact).toArray());
    }
    List<Operand> sizes = new ArrayList<>();
    for (int axis = begin; axis < end; axis++) {
      sizes.add(size(like, axis));
    }
    for (int size : rest) {
      sizes.add(tf.scalar(size));
    }
    return tf.reshape(x, pack(sizes, 0));
  }

  /** A tensor that is checked to have a shape when the graph runs. */
  public Operand ensureShape(Operand x, Shape shape) {
    return tf.graph().node("EnsureShape").input(x).attr("shape", Attr.of(shape)).buildOutput();
  }

  /** A tensor with permuted axes: axis {@code i} of the output is axis {@code order[i]}. */
  public Operand transpose(Operand x, int... order) {
    return tf.graph()
        .node("Transpose")
        .name("transpose")
        .input(x)
        .input(tf.ints("transpose/perm", order))
        .buildOutput();
  }

  /** A tensor with an axis of size 1 inserted. */
  public Operand expandDims(Operand x, int axis) {
    return tf.graph()
        .node("ExpandDims")
        .input(x)
        .input(tf.constant("ExpandDims/dim", TensorValue.ofInts(Shape.scalar(), axis)))
        .buildOutput();
  }

  /** A tensor without the given axes, which have size 1. */
  public Operand squeeze(Operand x, int... axes) {
    return tf.graph()
        .node("Squeeze")
        .input(x)
        .attr("squeeze_dims", Attr.ints(Arrays.stream(axes).asLongStream().toArray()))
        .buildOutput();
  }

  /** Tensors of one shape as the slices of a new axis. */
  public Operand pack(List<Operand> values, int axis) {
    return tf.graph()
        .node("Pack")
        .name("stack")
        .inputs(values)
        .attr("axis", Attr.of(axis))
        .buildOutput();
  }

  /** The slices of a tensor along an axis of known size. */
  public List<Operand> unpack(Operand x, int axis) {
    return tf.graph()
        .node("Unpack")
        .name("unstack")
        .input(x)
        .attr("num", Attr.of(x.shape().dim(axis)))
        .attr("axis", Attr.of(axis))
        .build()
        .outputs();
  }

  /** A tensor with the order of the slices along one axis turned around. */
  public Operand reverse(Operand x, int axis) {
    return tf.graph()
        .node("ReverseV2")
        .input(x)
        .input(tf.ints("ReverseV2/axis", axis))
        .buildOutput();
  }

  /** A tensor cut along one axis into parts of equal size. */
  public List<Operand> split(Operand x, int axis, int parts) {
    return tf.graph()
        .node("Split")
        .name("split")
        .input(tf.constant("split/split_dim", TensorValue.ofInts(Shape.scalar(), axis)))
        .input(x)
        .attr("num_split", Attr.of(parts))
        .build()
        .outputs();
  }

  /**
   * A tensor with zeros around it.
   *
   * @param paddings for each axis, how many before and how many after
   */
  public Operand pad(Operand x, int[]... paddings) {
    int[] flat = Arrays.stream(paddings).flatMapToInt(Arrays::stream).toArray();
    return tf.graph()
        .node("Pad")
        .input(x)
        .input(tf.constant("Pad/paddings", TensorValue.ofInts(Shape.of(paddings.length, 2), flat)))
        .buildOutput();
  }

  /** A tensor repeated along its axes, so often along each. */
  public Operand tile(Operand x, int... multiples) {
    return tf.graph()
        .node("Tile")
        .input(x)
        .input(tf.ints("Tile/multiples", multiples))
        .buildOutput();
  }

  /** The slices along an axis that integers of any shape name; that shape replaces the axis. */
  public Operand gather(Operand x, Operand indices, int axis) {
    return tf.graph()
        .node("GatherV2")
        .input(x)
        .input(indices)
        .input(tf.constant("GatherV2/axis", TensorValue.ofInts(Shape.scalar(), axis)))
        .buildOutput();
  }

  /** A tensor of a given shape in which every element is the given scalar. */
  public Operand fill(Operand shape, Operand value) {
    return tf.graph().node("Fill").input(shape).input(value).buildOutput();
  }

  /** The whole numbers from {@code begin} up to but without {@code end}, as int32. */
  public Operand range(int begin, Operand end) {
    return tf.graph()
        .node("Range")
        .name("range")
        .input(tf.scalar(begin))
        .input(end)
        .input(tf.scalar(1))
        .buildOutput();
  }

  /** The largest elements along the last axis in descending order, as many as {@code count}. */
  public Operand topValues(Operand x, Operand count) {
    return tf.graph().node("TopKV2").input(x).input(count).buildOutput();
  }

  /** A tensor repeated along missing or single axes until it has the given shape. */
  public Operand broadcastTo(Operand x, Operand shape) {
    return tf.graph().node("BroadcastTo").input(x).input(shape).buildOutput();
  }

  /**
   * The part from {@code begin} up to but without {@code end} on the first axes. An end of {@link
   * #TO_THE_END} means up to the end of the axis; negative positions count from the back.
   */
  public Operand slice(Operand x, int[] begin, int[] end) {
    return stridedSlice(x, begin, end, 0);
  }

  /** Every n-th element along the first axes, beginning with the first. */
  public Operand everyNth(Operand x, int... steps) {
    int[] end = new int[steps.length];
    Arrays.fill(end, TO_THE_END);
    return stridedSlice(x, new int[steps.length], end, steps, 0);
  }

  /**
   * Blocks of spatial axes moved into the batch axis.
   *
   * @param block the block's size on each of the axes behind the batch axis, int32
   * @param paddings for each of those axes, zeros before and after, int32
   */
  public Operand spaceToBatch(Operand x, Operand block, Operand paddings) {
    return tf.graph().node("SpaceToBatchND").input(x).input(block).input(paddings).buildOutput();
  }

  /** Undoes {@link #spaceToBatch}; {@code crops} are cut off before and after. */
  public Operand batchToSpace(Operand x, Operand block, Operand crops) {
    return tf.graph().node("BatchToSpaceND").input(x).input(block).input(crops).buildOutput();
  }

  private Operand stridedSlice(Operand x, int[] begin, int[] end, int shrinkAxes) {
    int[] steps = new int[begin.length];
    Arrays.fill(steps, 1);
    return stridedSlice(x, begin, end, steps, shrinkAxes);
  }

  private Operand stridedSlice(Operand x, int[] begin, int[] end, int[] steps, int shrinkAxes) {
    int endMask = 0;
    int[] ends = end.clone();
    for (int i = 0; i < ends.length; i++) {
      if (ends[i] == TO_THE_END) {
        ends[i] = 0;
        endMask |= 1 << i;
      }
    }
    return tf.graph()
        .node("StridedSlice")
        .name("strided_slice")
        .input(x)
        .input(tf.ints("strided_slice/stack", begin))
        .input(tf.ints("strided_slice/stack_1", ends))
        .input(tf.ints("strided_slice/stack_2", steps))
        .attr("begin_mask", Attr.of(0))
        .attr("end_mask", Attr.of(endMask))
        .attr("shrink_axis_mask", Attr.of(shrinkAxes))
        .buildOutput();
  }

  private static int[] known(Shape shape) {
    return Arrays.stream(shape.dims()).mapToInt(Math::toIntExact).toArray();
  }
}
