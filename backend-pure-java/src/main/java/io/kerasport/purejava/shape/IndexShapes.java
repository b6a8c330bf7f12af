package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Ops that find, count, order or scatter elements. */
final class IndexShapes {
  private IndexShapes() {}

  static void where(InferenceContext c) {
    Shape input = c.input(0);
    c.output(0, Shape.of(Dims.UNKNOWN, input.hasRank() ? input.rank() : Dims.UNKNOWN));
  }

  static void unique(InferenceContext c) {
    c.output(0, Shape.ofRank(1));
    Shapes.withRank(c.input(0), 1);
    c.output(1, c.input(0));
  }

  static void reverse(InferenceContext c) {
    Shape input = c.input(0);
    Shapes.withRank(c.input(1), 1);
    Shapes.withRankAtMost(input, 8);
    Optional<ConstantTensor> axes = c.constant(1);
    if (axes.isPresent() && input.hasRank()) {
      boolean[] reversed = new boolean[input.rank()];
      for (long axis : axes.get().integers()) {
        int index = ReductionShapes.axis(axis, input);
        if (reversed[index]) {
          throw new ShapeException("axis " + index + " is reversed twice");
        }
        reversed[index] = true;
      }
    }
    c.output(0, input);
  }

  static void roll(InferenceContext c) {
    Shape input = Shapes.withRankAtLeast(c.input(0), 1);
    Shape shift = Shapes.withRankAtMost(c.input(1), 1);
    Shape axis = Shapes.withRankAtMost(c.input(2), 1);
    Shapes.merge(shift, axis);
    c.output(0, input);
  }

  static void bincount(InferenceContext c) {
    CommonShapes.requireScalar(c, 1);
    c.output(0, Shape.of(c.scalarDim(1)));
  }

  /** A vector gives one histogram, a matrix one for each row. */
  static void denseBincount(InferenceContext c) {
    CommonShapes.requireScalar(c, 1);
    Shape input = Shapes.withRankAtMost(c.input(0), 2);
    long size = c.scalarDim(1);
    if (!input.hasRank()) {
      return;
    }
    if (!Dims.known(size)) {
      c.output(0, Shape.ofRank(input.rank()));
    } else {
      c.output(0, input.rank() == 2 ? Shape.of(input.dim(0), size) : Shape.of(size));
    }
  }

  static void unsortedSegment(InferenceContext c) {
    Shape data = c.input(0);
    Shape ids = c.input(1);
    CommonShapes.requireScalar(c, 2);
    if (!ids.hasRank()) {
      return;
    }
    Shape merged = Shapes.mergePrefix(data, ids);
    Shape rest = Shapes.from(merged, ids.rank());
    c.output(0, Shapes.concat(Shape.of(c.scalarDim(2)), rest));
  }

  static void dynamicStitch(InferenceContext c) {
    int parts = c.inputs() / 2;
    boolean allKnown = true;
    long size = 0;
    Shape rest = Shape.unknown();
    for (int i = 0; i < parts; i++) {
      Optional<ConstantTensor> indices = c.constant(i);
      allKnown &= indices.isPresent();
      Shape shape = c.input(i);
      if (!shape.hasRank()) {
        continue;
      }
      Shape data = Shapes.mergePrefix(c.input(parts + i), shape);
      rest = Shapes.merge(rest, Shapes.from(data, shape.rank()));
      if (indices.isPresent()) {
        for (long index : indices.get().integers()) {
          size = Math.max(size, index + 1);
        }
      }
    }
    c.output(0, Shapes.concat(Shape.of(allKnown ? size : Dims.UNKNOWN), rest));
  }
}
