package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reductions along axes. */
final class ReductionShapes {
  private ReductionShapes() {}

  static void reduce(InferenceContext c) {
    Shape input = c.input(0);
    Shapes.withRankAtMost(c.input(1), 1);
    boolean keepDims = c.attrs().flag("keep_dims");
    Optional<ConstantTensor> axes = c.constant(1);
    if (!input.hasRank()) {
      return;
    }
    if (axes.isEmpty()) {
      if (keepDims) {
        c.output(0, Shape.ofRank(input.rank()));
      }
      return;
    }
    boolean[] reduced = new boolean[input.rank()];
    for (long axis : axes.get().integers()) {
      reduced[axis(axis, input)] = true;
    }
    c.output(0, reduced(input, reduced, keepDims));
  }

  /** The shape left when some axes are reduced. */
  static Shape reduced(Shape input, boolean[] reduced, boolean keepDims) {
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < reduced.length; i++) {
      if (!reduced[i]) {
        dims.add(input.dim(i));
      } else if (keepDims) {
        dims.add(1L);
      }
    }
    return Shapes.of(dims);
  }

  static void argReduce(InferenceContext c) {
    CommonShapes.requireScalar(c, 1);
    Shape input = c.input(0);
    if (!input.hasRank()) {
      return;
    }
    if (input.rank() <= 1) {
      c.output(0, Shape.scalar());
      return;
    }
    Optional<ConstantTensor> axis = c.constant(1);
    if (axis.isEmpty()) {
      c.output(0, Shape.ofRank(input.rank() - 1));
      return;
    }
    boolean[] reduced = new boolean[input.rank()];
    reduced[axis(axis.get().integer(0), input)] = true;
    c.output(0, reduced(input, reduced, false));
  }

  /** An axis counted from the front. */
  static int axis(long axis, Shape shape) {
    if (axis < -shape.rank() || axis >= shape.rank()) {
      throw new ShapeException("axis " + axis + " does not exist in shape " + shape);
    }
    return (int) (axis < 0 ? axis + shape.rank() : axis);
  }
}
