package io.kerasport.purejava.shape;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.Shape;

/** Constants, placeholders, and ops that tell the shape of a tensor. */
final class SourceShapes {
  private SourceShapes() {}

  static void constant(InferenceContext c) {
    c.output(0, c.value().map(TensorValue::spec).orElseThrow().shape());
  }

  static void placeholderWithDefault(InferenceContext c) {
    Shape declared = c.attrs().shape("shape");
    Shapes.merge(c.input(0), declared);
    c.output(0, declared);
  }

  /** A shape without a rank fits no tensor whose rank is known, as in TensorFlow. */
  static void ensureShape(InferenceContext c) {
    Shape wanted = c.attrs().shape("shape");
    if (c.input(0).hasRank() && !wanted.hasRank()) {
      throw new ShapeException("expected an unknown rank, found shape " + c.input(0));
    }
    c.output(0, Shapes.merge(c.input(0), wanted));
  }

  /** {@code Shape} and {@code ShapeN}. */
  static void shape(InferenceContext c) {
    for (int i = 0; i < c.outputs(); i++) {
      Shape input = c.input(i);
      c.output(i, Shape.of(input.hasRank() ? input.rank() : Dims.UNKNOWN));
    }
  }
}
