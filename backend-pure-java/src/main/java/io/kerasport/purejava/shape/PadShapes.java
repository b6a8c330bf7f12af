package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Ops that enlarge tensors. */
final class PadShapes {
  private PadShapes() {}

  /** {@code Pad}, {@code PadV2} and {@code MirrorPad}: one row of two amounts for each axis. */
  static void pad(InferenceContext c) {
    Shape paddings = Shapes.withRank(c.input(1), 2);
    Dims.merge(paddings.dim(1), 2);
    Shape input = c.input(0);
    long rank = paddings.dim(0);
    if (Dims.known(rank)) {
      input = Shapes.withRank(input, (int) rank);
    } else if (input.hasRank()) {
      rank = input.rank();
    }
    Optional<ConstantTensor> amounts = c.constant(1);
    if (amounts.isEmpty()) {
      c.output(0, Dims.known(rank) ? Shape.ofRank((int) rank) : Shape.unknown());
      return;
    }
    int rows = (int) amounts.get().shape().dim(0);
    long[] dims = Shapes.withRank(input, rows).dims();
    for (int axis = 0; axis < rows; axis++) {
      long before = amounts.get().integer(2 * axis);
      long after = amounts.get().integer(2 * axis + 1);
      if (before < 0 || after < 0) {
        throw new ShapeException("axis %d is padded by %d and %d".formatted(axis, before, after));
      }
      dims[axis] = Dims.add(dims[axis], before + after);
    }
    c.output(0, Shape.of(dims));
  }

  static void tile(InferenceContext c) {
    Shape input = c.input(0);
    Shape multiples = c.shapeTensor(1);
    if (input.hasRank()) {
      multiples = Shapes.withRank(multiples, input.rank());
    }
    if (!multiples.hasRank()) {
      return;
    }
    long[] dims = Shapes.withRank(input, multiples.rank()).dims();
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = Dims.multiply(dims[axis], multiples.dim(axis));
    }
    c.output(0, Shape.of(dims));
  }

  static void broadcastTo(InferenceContext c) {
    Shape wanted = c.shapeTensor(1);
    Shape input = c.input(0);
    if (!wanted.hasRank() || !input.hasRank()) {
      c.output(0, wanted);
      return;
    }
    Shapes.withRankAtMost(input, wanted.rank());
    Shape output = wanted;
    for (int i = 1; i <= input.rank(); i++) {
      if (input.dim(-i) > 1) {
        output = output.withDim(-i, Dims.merge(input.dim(-i), output.dim(-i)));
      }
    }
    c.output(0, output);
  }
}
