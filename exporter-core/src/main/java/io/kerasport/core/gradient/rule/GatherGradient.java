package io.kerasport.core.gradient.rule;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import java.util.stream.IntStream;

/**
 * The gradient of what GatherV2 picks from: each picked slice adds to its place.
 *
 * <p>With the sizes B of batch axes, O of axes before the one picked along, N of that one and I of
 * axes behind, params are (B, O, N, I), indices (B, J) and the output is (B, O, J, I). The gradient
 * is brought to rows (B J, O I), which sum to rows (B N, O I).
 */
final class GatherGradient {
  private final Ops tf;
  private final GradientCall op;
  private final Operand params;
  private final Operand indices;
  private final int batch;

  GatherGradient(GradientCall op) {
    this.op = op;
    tf = op.ops();
    params = op.input(0);
    indices = op.input(1);
    batch = batchAxes(op);
  }

  private static int batchAxes(GradientCall op) {
    int axes = Math.toIntExact(op.intAttr("batch_dims"));
    return axes < 0 ? axes + op.input(1).shape().rank() : axes;
  }

  Operand ofParams() {
    int axis = axis();
    return axis == 0 ? rowsOfTheFirstAxis() : general(axis);
  }

  private int axis() {
    long axis =
        op.constant(2)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        op.operation().name() + " gathers along an axis that is no constant"))
            .integers()[0];
    return Math.toIntExact(axis < 0 ? axis + params.shape().rank() : axis);
  }

  /** The common case, such as an embedding: neither batch nor other axes before. */
  private Operand rowsOfTheFirstAxis() {
    Operand shape = tf.arrays().shape(params);
    Operand rows =
        tf.reshape(
            op.gradient(),
            Shapes.join(tf, tf.ints(-1), Shapes.part(tf, shape, 1, ArrayOps.TO_THE_END)));
    Operand count = params.shape().hasRank() ? tf.arrays().size(params, 0) : first(shape);
    return Shapes.reshapeLike(tf, sum(rows, Shapes.flat(tf, indices), count), params);
  }

  private Operand first(Operand shape) {
    return tf.reshape(Shapes.part(tf, shape, 0, 1), tf.ints());
  }

  private Operand general(int axis) {
    int rank = params.shape().rank();
    int picked = indices.shape().rank() - batch;
    int[] others = IntStream.concat(range(batch, axis), range(axis + 1, rank)).toArray();
    // (B, O, J, I) -> (B, J, O, I)
    Operand inFront =
        transpose(
            op.gradient(),
            range(0, batch),
            range(axis, axis + picked),
            range(batch, axis),
            range(axis + picked, rank - 1 + picked));
    Operand shape = tf.arrays().shape(params);
    Operand batchSizes = Shapes.part(tf, shape, 0, batch);
    Operand otherSizes = gather(shape, others);
    Operand rows =
        tf.reshape(
            inFront,
            Shapes.join(tf, tf.ints(-1), Shapes.vector(tf, Shapes.product(tf, otherSizes))));
    Operand size = tf.arrays().size(params, axis);
    Operand batches = Shapes.product(tf, batchSizes);
    Operand sums = sum(rows, numbered(batches, size), tf.mul(batches, size));
    // (B, N, O, I) -> (B, O, N, I)
    Operand shaped =
        tf.reshape(sums, Shapes.join(tf, batchSizes, Shapes.vector(tf, size), otherSizes));
    return transpose(
        shaped,
        range(0, batch),
        range(batch + 1, axis + 1),
        range(batch, batch + 1),
        range(axis + 1, rank));
  }

  /** The number of each picked row when all batches lie one behind the other. */
  private Operand numbered(Operand batches, Operand size) {
    if (batch == 0) {
      return Shapes.flat(tf, indices);
    }
    Operand byBatch = tf.reshape(indices, Shapes.join(tf, Shapes.vector(tf, batches), tf.ints(-1)));
    Operand starts = tf.mul(Shapes.range(tf, tf.scalar(0), batches), size);
    return Shapes.flat(
        tf, tf.add(byBatch, tf.cast(tf.arrays().expandDims(starts, 1), indices.dtype())));
  }

  private Operand sum(Operand rows, Operand segments, Operand count) {
    return tf.graph()
        .node("UnsortedSegmentSum")
        .input(rows)
        .input(segments)
        .input(count)
        .buildOutput();
  }

  private Operand gather(Operand vector, int[] positions) {
    return tf.graph()
        .node("GatherV2")
        .input(vector)
        .input(tf.ints(positions))
        .input(tf.scalar(0))
        .buildOutput();
  }

  private Operand transpose(Operand x, IntStream... axes) {
    int[] order = IntStream.range(0, axes.length).flatMap(i -> axes[i]).toArray();
    return IntStream.range(0, order.length).allMatch(i -> order[i] == i)
        ? x
        : tf.arrays().transpose(x, order);
  }

  private static IntStream range(int begin, int end) {
    return IntStream.range(begin, end);
  }
}
