package io.kerasport.purejava.shape;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;

/** Ops that work element by element. */
final class ElementwiseShapes {
  private ElementwiseShapes() {}

  /** Two operands that broadcast. */
  static void broadcast(InferenceContext c) {
    c.output(0, Shapes.broadcast(c.input(0), c.input(1)));
  }

  /** {@code Equal} and {@code NotEqual}, which may be told to accept incompatible shapes. */
  static void equal(InferenceContext c) {
    Shape x = c.input(0);
    Shape y = c.input(1);
    if (c.attrs().flag("incompatible_shape_error")) {
      c.output(0, Shapes.broadcast(x, y));
      return;
    }
    if (!x.hasRank() || !y.hasRank()) {
      return;
    }
    if (!x.isFullyKnown() || !y.isFullyKnown()) {
      c.output(0, lenientBroadcast(x, y));
      return;
    }
    try {
      c.output(0, Shapes.broadcast(x, y));
    } catch (ShapeException e) {
      c.output(0, Shape.scalar());
    }
  }

  /** Unknown as soon as an unknown dimension meets one that it may contradict. */
  private static Shape lenientBroadcast(Shape x, Shape y) {
    int rank = Math.max(x.rank(), y.rank());
    for (int i = rank; i >= 1; i--) {
      long a = i <= x.rank() ? x.dim(-i) : 1;
      long b = i <= y.rank() ? y.dim(-i) : 1;
      if (a == 1 || b == 1) {
        continue;
      }
      if (a != b && (!Dims.known(a) || !Dims.known(b))) {
        return Shape.unknown();
      }
      if (a != b) {
        return Shape.scalar();
      }
    }
    return Shapes.broadcast(x, y);
  }

  /** Operands of equal shape, as in gradients of activations. */
  static void merged(InferenceContext c) {
    c.output(0, Shapes.merge(c.input(0), c.input(1)));
  }

  static void addN(InferenceContext c) {
    Shape merged = c.input(c.inputs() - 1);
    for (int i = c.inputs() - 2; i >= 0; i--) {
      merged = Shapes.merge(c.input(i), merged);
    }
    c.output(0, merged);
  }

  static void select(InferenceContext c) {
    Shape data = Shapes.merge(c.input(1), c.input(2));
    Shape condition = c.input(0);
    if (!condition.hasRank() || !data.hasRank() || condition.rank() == 0) {
      c.output(0, data);
      return;
    }
    if (condition.rank() == 1 && data.rank() > 0) {
      // A vector chooses among the entries along the first axis.
      Dims.merge(condition.dim(0), data.dim(0));
      c.output(0, data);
      return;
    }
    c.output(0, Shapes.merge(data, condition));
  }

  static void selectV2(InferenceContext c) {
    Shape branches = Shapes.broadcast(c.input(1), c.input(2));
    c.output(0, Shapes.broadcast(branches, c.input(0)));
  }

  /** Reinterprets bytes: a narrower type adds an axis at the end, a wider one takes it away. */
  static void bitcast(InferenceContext c) {
    Shape input = c.input(0);
    int from = c.inputType(0).byteSize();
    DType type = c.attrs().type("type");
    int to = type.byteSize();
    if (from < to && input.hasRank()) {
      Shape checked = Shapes.withRankAtLeast(input, 1);
      long last = checked.dim(-1);
      if (Dims.known(last) && last * from != to) {
        throw new ShapeException(
            "the last dimension of "
                + input
                + " should be "
                + to / from
                + " for a cast from "
                + c.inputType(0).kerasName()
                + " to "
                + type.kerasName());
      }
      c.output(0, checked.slice(0, checked.rank() - 1));
    } else if (from > to && input.hasRank()) {
      c.output(0, input.concat(Shape.of(from / to)));
    } else {
      c.output(0, input);
    }
  }
}
