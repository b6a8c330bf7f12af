package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.List;

/** Rules that ops of all kinds share. */
final class CommonShapes {
  private CommonShapes() {}

  /** The output is like the first input. */
  static void unchanged(InferenceContext c) {
    c.output(0, c.input(0));
    c.holds(0, c.held(0));
  }

  /** Every output is like the input at its place. */
  static void eachUnchanged(InferenceContext c) {
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, c.input(i));
      c.holds(i, c.held(i));
    }
  }

  static ShapeFunction unchangedWithRank(int rank) {
    return c -> c.output(0, Shapes.withRank(c.input(0), rank));
  }

  static ShapeFunction unchangedWithRankAtLeast(int rank) {
    return c -> c.output(0, Shapes.withRankAtLeast(c.input(0), rank));
  }

  /** Every output is a scalar. */
  static void scalar(InferenceContext c) {
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, Shape.scalar());
    }
  }

  /** Nothing to say: there are no outputs, or they stay unknown. */
  static void nothing(InferenceContext c) {}

  /** The output has the shape of the attribute {@code shape}. */
  static void explicit(InferenceContext c) {
    c.output(0, c.attrs().shape("shape"));
  }

  /** The outputs have the shapes of the attribute {@code output_shapes}, else those of inputs. */
  static void listed(InferenceContext c) {
    List<Shape> shapes = c.attrs().shapes("output_shapes");
    if (!shapes.isEmpty() && shapes.size() != c.outputs()) {
      throw new ShapeException(
          "expected " + c.outputs() + " output shapes, found " + shapes.size());
    }
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, shapes.isEmpty() ? c.input(i) : shapes.get(i));
    }
  }

  /** Checks that an input is a scalar. */
  static void requireScalar(InferenceContext c, int input) {
    Shapes.withRank(c.input(input), 0);
  }
}
