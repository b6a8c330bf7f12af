package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;

/** Matrix products. */
final class MatrixShapes {
  private MatrixShapes() {}

  static void matMul(InferenceContext c) {
    Shape a = Shapes.withRank(c.input(0), 2);
    Shape b = Shapes.withRank(c.input(1), 2);
    c.output(0, product(a, b, c.attrs().flag("transpose_a"), c.attrs().flag("transpose_b")));
  }

  /** Matrices in the last two axes; the axes before them must be equal. */
  static void batchMatMul(InferenceContext c) {
    batchMatMul(c, Shapes::merge);
  }

  /** Matrices in the last two axes; the axes before them broadcast. */
  static void batchMatMulV2(InferenceContext c) {
    batchMatMul(c, Shapes::broadcast);
  }

  private interface Join {
    Shape join(Shape a, Shape b);
  }

  private static void batchMatMul(InferenceContext c, Join batches) {
    Shape a = Shapes.withRankAtLeast(c.input(0), 2);
    Shape b = Shapes.withRankAtLeast(c.input(1), 2);
    Shape matrix =
        product(lastTwo(a), lastTwo(b), c.attrs().flag("adj_x"), c.attrs().flag("adj_y"));
    Shape batch = batches.join(allButTwo(a), allButTwo(b));
    c.output(0, Shapes.concat(batch, matrix));
  }

  private static Shape lastTwo(Shape shape) {
    return shape.hasRank() ? shape.slice(shape.rank() - 2, shape.rank()) : Shape.ofRank(2);
  }

  private static Shape allButTwo(Shape shape) {
    return shape.hasRank() ? shape.slice(0, shape.rank() - 2) : shape;
  }

  private static Shape product(Shape a, Shape b, boolean transposeA, boolean transposeB) {
    long innerA = a.dim(transposeA ? 0 : 1);
    long innerB = b.dim(transposeB ? 1 : 0);
    if (Dims.known(innerA) && Dims.known(innerB) && innerA != innerB) {
      throw new ShapeException(
          "the inner dimensions of %s%s and %s%s should be equal, found %d and %d"
              .formatted(
                  a,
                  transposeA ? " transposed" : "",
                  b,
                  transposeB ? " transposed" : "",
                  innerA,
                  innerB));
    }
    return Shape.of(a.dim(transposeA ? 1 : 0), b.dim(transposeB ? 0 : 1));
  }
}
