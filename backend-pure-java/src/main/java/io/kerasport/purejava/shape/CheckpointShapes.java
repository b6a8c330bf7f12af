package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.List;
import java.util.Optional;

/** Saving and restoring, and the strings that name files. */
final class CheckpointShapes {
  private CheckpointShapes() {}

  static void save(InferenceContext c) {
    CommonShapes.requireScalar(c, 0);
    for (int i = 1; i <= 2; i++) {
      Dims.merge(Shapes.withRank(c.input(i), 1).dim(0), c.inputs() - 3);
    }
  }

  static void restore(InferenceContext c) {
    CommonShapes.requireScalar(c, 0);
    Shapes.merge(Shapes.withRank(c.input(1), 1), Shapes.withRank(c.input(2), 1));
    Optional<List<String>> slices = c.strings(2);
    if (slices.isEmpty()) {
      return;
    }
    if (slices.get().size() != c.outputs()) {
      throw new ShapeException(
          slices.get().size() + " shapes and slices for " + c.outputs() + " tensors");
    }
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, slice(slices.get().get(i)));
    }
  }

  /**
   * The shape of a restored slice: {@code "4 5 1,2:-"} takes two rows from the second on and all
   * columns of a tensor of shape (4, 5). An empty text takes a whole tensor, of any shape.
   */
  private static Shape slice(String shapeAndSlice) {
    if (shapeAndSlice.isEmpty()) {
      return Shape.unknown();
    }
    String[] parts = shapeAndSlice.split(" ", -1);
    String[] extents = parts[parts.length - 1].split(":", -1);
    if (extents.length != parts.length - 1) {
      throw new ShapeException("expected a shape and as many extents, found " + shapeAndSlice);
    }
    long[] dims = new long[extents.length];
    try {
      for (int i = 0; i < dims.length; i++) {
        String extent = extents[i];
        dims[i] =
            Long.parseLong(
                extent.equals("-") ? parts[i] : extent.substring(extent.indexOf(',') + 1));
      }
      return Shape.of(dims);
    } catch (IllegalArgumentException e) {
      throw new ShapeException("expected a shape and a slice of it, found " + shapeAndSlice);
    }
  }

  static void mergeCheckpoints(InferenceContext c) {
    Shapes.withRank(c.input(0), 1);
    CommonShapes.requireScalar(c, 1);
  }

  static void shardedFilename(InferenceContext c) {
    for (int i = 0; i < c.inputs(); i++) {
      CommonShapes.requireScalar(c, i);
    }
    c.output(0, Shape.scalar());
  }

  /** Scalars join with tensors of any shape. */
  static void stringJoin(InferenceContext c) {
    boolean allScalar = true;
    Shape merged = Shape.unknown();
    for (int i = 0; i < c.inputs(); i++) {
      Shape input = c.input(i);
      boolean scalar = input.hasRank() && input.rank() == 0;
      allScalar &= scalar;
      if (!scalar) {
        merged = Shapes.merge(merged, input);
      }
    }
    c.output(0, allScalar ? Shape.scalar() : merged);
  }
}
