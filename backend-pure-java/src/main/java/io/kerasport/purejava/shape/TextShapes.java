package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;

/** Ops on texts, tables, and the ragged and sparse tensors that come of them. */
final class TextShapes {
  private static final int FIRST_PARTITION = 3;
  private static final Shape VECTOR = Shape.ofRank(1);

  private TextShapes() {}

  /** TensorFlow leaves the output unknown, as values may have a shape of their own. */
  static void find(InferenceContext c) {
    CommonShapes.requireScalar(c, 0);
  }

  static void fill(InferenceContext c) {
    CommonShapes.requireScalar(c, 0);
    Shapes.mergePrefix(c.input(2), Shapes.withRank(c.input(1), 1));
  }

  static void split(InferenceContext c) {
    Shapes.withRank(c.input(0), 1);
    CommonShapes.requireScalar(c, 1);
    c.output(0, Shape.of(Dims.UNKNOWN, 2));
    c.output(1, VECTOR);
    c.output(2, Shape.of(2));
  }

  static void decode(InferenceContext c) {
    c.output(0, rowSplits(c.input(0)));
    c.output(1, VECTOR);
  }

  private static Shape rowSplits(Shape input) {
    if (!input.isFullyKnown()) {
      return VECTOR;
    }
    return Shape.of(input.elements() + 1);
  }

  static void encode(InferenceContext c) {
    Shape splits = Shapes.withRank(c.input(1), 1);
    Shapes.withRank(c.input(0), 1);
    long rows = splits.hasRank() ? splits.dim(0) : Dims.UNKNOWN;
    c.output(0, Shape.of(Dims.known(rows) ? rows - 1 : Dims.UNKNOWN));
  }

  /** Sequences of strings of a row are rows as well, as many as before. */
  static void sequences(InferenceContext c) {
    c.output(0, VECTOR);
    c.output(1, Shapes.withRank(c.input(1), 1));
    Shapes.withRank(c.input(0), 1);
  }

  /** Rows become an axis in front of those of the values; sizes come from the shape asked for. */
  static void filledUp(InferenceContext c) {
    Shape wanted = c.shapeTensor(0);
    Shape values = c.input(1);
    CommonShapes.requireScalar(c, 2);
    for (int i = FIRST_PARTITION; i < c.inputs(); i++) {
      Shapes.withRank(c.input(i), 1);
    }
    int partitions = 0;
    for (String type : c.attrs().texts("row_partition_types")) {
      partitions += type.equals("FIRST_DIM_SIZE") ? 0 : 1;
    }
    if (!values.hasRank()) {
      c.output(0, wanted);
      return;
    }
    int rank = partitions + values.rank();
    if (wanted.hasRank() && wanted.rank() != rank) {
      throw new ShapeException("values of shape " + values + " in rows do not make " + wanted);
    }
    Shape inner = Shapes.from(values, Math.min(1, values.rank()));
    Shape rows = Shape.ofRank(rank - inner.rank());
    c.output(0, Shapes.merge(wanted, Shapes.concat(rows, inner)));
  }

  /** TensorFlow leaves the counts unknown. */
  static void raggedBincount(InferenceContext c) {}

  static void sparseCross(InferenceContext c) {
    c.output(0, Shape.of(Dims.UNKNOWN, 2));
    c.output(1, VECTOR);
    c.output(2, Shape.of(2));
  }

  static void sparseToDense(InferenceContext c) {
    c.output(0, c.shapeTensor(1));
  }
}
