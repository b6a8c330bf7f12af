package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;

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
