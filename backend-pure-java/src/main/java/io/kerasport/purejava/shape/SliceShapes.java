package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Ops that take parts of a tensor. */
final class SliceShapes {
  private SliceShapes() {}

  static void slice(InferenceContext c) {
    Shape input = c.input(0);
    Shape begin = Shapes.merge(Shapes.withRank(c.input(1), 1), Shapes.withRank(c.input(2), 1));
    if (Dims.known(begin.dim(0))) {
      input = Shapes.withRank(input, (int) begin.dim(0));
    }
    Shape from = c.shapeTensor(1);
    Optional<ConstantTensor> sizes = c.constant(2);
    if (sizes.isPresent()) {
      c.output(0, slice(input, Shapes.withRank(from, sizes.get().size()), sizes.get()));
      return;
    }
    Shape partialSizes = c.shapeTensor(2);
    if (partialSizes.hasRank()) {
      Shapes.withRank(from, partialSizes.rank());
      c.output(0, partialSizes);
    } else if (input.hasRank()) {
      c.output(0, Shape.ofRank(input.rank()));
    }
  }

  /** A size of -1 takes everything to the end. */
  private static Shape slice(Shape input, Shape from, ConstantTensor sizes) {
    long[] dims = sizes.integers();
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] < -1) {
        throw new ShapeException("the size of axis " + axis + " is " + dims[axis]);
      }
      if (dims[axis] == -1) {
        dims[axis] = Dims.subtract(Shapes.dim(input, axis), from.dim(axis));
      }
    }
    return Shape.of(dims);
  }

  static void stridedSlice(InferenceContext c) {
    Shape input = c.input(0);
    Shape length = Shapes.withRank(c.input(1), 1);
    length = Shapes.merge(length, Shapes.withRank(c.input(2), 1));
    length = Shapes.merge(length, Shapes.withRank(c.input(3), 1));
    Optional<ConstantTensor> strides = c.constant(3);
    if (!input.hasRank() || !Dims.known(length.dim(0)) || strides.isEmpty()) {
      return;
    }
    c.output(
        0,
        StridedSliceSpec.of(input, c.constant(1), c.constant(2), strides.get(), c.attrs()).shape());
  }

  static void gatherV2(InferenceContext c) {
    Shape params = Shapes.withRankAtLeast(c.input(0), 1);
    Shape indices = c.input(1);
    CommonShapes.requireScalar(c, 2);
    long batchDims = c.attrs().integer("batch_dims");
    Optional<ConstantTensor> axisInput = c.constant(2);
    if (axisInput.isEmpty()) {
      if (params.hasRank() && indices.hasRank()) {
        long rank = params.rank() + indices.rank() - 1 - batchDims;
        if (rank < 0) {
          throw new ShapeException(
              "%d batch dimensions for shapes %s and %s".formatted(batchDims, params, indices));
        }
        c.output(0, Shape.ofRank((int) rank));
      }
      return;
    }
    long axis = axisInput.get().integer(0);
    Shapes.withRankAtLeast(params, axis < 0 ? -axis : axis + 1);
    if (indices.hasRank()) {
      if (batchDims < -indices.rank() || batchDims > indices.rank()) {
        throw new ShapeException(batchDims + " batch dimensions for indices of shape " + indices);
      }
      batchDims += batchDims < 0 ? indices.rank() : 0;
    }
    if (params.hasRank() && batchDims >= params.rank()) {
      throw new ShapeException(batchDims + " batch dimensions for a tensor of shape " + params);
    }
    Shape outer = Shapes.slice(params, 0, axis);
    Shape out = Shapes.concat(outer, Shapes.from(indices, batchDims));
    if (axis != -1) {
      out = Shapes.concat(out, Shapes.from(params, axis + 1));
    }
    c.output(0, out);
  }

  static void gatherNd(InferenceContext c) {
    Shape params = c.input(0);
    Shape indices = Shapes.withRankAtLeast(c.input(1), 1);
    long depth = Shapes.dim(indices, -1);
    if (!params.hasRank() || !indices.hasRank() || !Dims.known(depth)) {
      return;
    }
    if (depth > params.rank()) {
      throw new ShapeException(
          "indices of shape %s point into more axes than %s has".formatted(indices, params));
    }
    c.output(
        0, indices.slice(0, indices.rank() - 1).concat(params.slice((int) depth, params.rank())));
  }
}
