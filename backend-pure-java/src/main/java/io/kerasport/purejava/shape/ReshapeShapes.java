package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ops that give the same elements another shape, or another order of axes. */
final class ReshapeShapes {
  private ReshapeShapes() {}

  static void reshape(InferenceContext c) {
    Shape input = c.input(0);
    Shape wanted = c.shapeTensor(1);
    c.output(0, input.hasRank() && wanted.hasRank() ? fit(input, wanted) : wanted);
  }

  /** Completes the wanted shape by the number of elements, or refuses it. */
  private static Shape fit(Shape input, Shape wanted) {
    Unknowns in = Unknowns.of(input);
    Unknowns out = Unknowns.of(wanted);
    if (in.count() > 1 || out.count() > 1) {
      return wanted;
    }
    if (in.count() == 0 && out.count() == 0) {
      if (in.knownElements() != out.knownElements()) {
        throw new ShapeException(
            "%s has %d elements and %s has %d"
                .formatted(input, in.knownElements(), wanted, out.knownElements()));
      }
    } else if (in.count() == 0 && out.knownElements() > 0) {
      long inferred = Dims.divideExactly(in.knownElements(), out.knownElements());
      return wanted.withDim(out.axis(), inferred);
    } else if (out.count() == 0 && in.knownElements() != 0) {
      Dims.divideExactly(out.knownElements(), in.knownElements());
    }
    return wanted;
  }

  /**
   * The dimensions of a shape that are not known.
   *
   * @param count how many there are; none counts where another dimension is 0
   * @param axis the last of them
   * @param knownElements the product of the others
   */
  private record Unknowns(int count, int axis, long knownElements) {
    static Unknowns of(Shape shape) {
      long elements = Shapes.elements(shape);
      if (Dims.known(elements)) {
        return new Unknowns(0, -1, elements);
      }
      int count = 0;
      int axis = -1;
      long product = 1;
      for (int i = 0; i < shape.rank(); i++) {
        if (Dims.known(shape.dim(i))) {
          product = Dims.multiply(product, shape.dim(i));
        } else {
          count++;
          axis = i;
        }
      }
      return new Unknowns(count, axis, product);
    }
  }

  static void squeeze(InferenceContext c) {
    Shape input = c.input(0);
    if (!input.hasRank()) {
      return;
    }
    List<Long> axes = c.attrs().integers("squeeze_dims");
    boolean[] chosen = new boolean[input.rank()];
    for (long axis : axes) {
      chosen[ReductionShapes.axis(axis, input)] = true;
    }
    List<Long> dims = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      long dim = input.dim(i);
      if (axes.isEmpty() && !Dims.known(dim)) {
        return;
      }
      if (chosen[i] && Dims.known(dim) && dim != 1) {
        throw new ShapeException("axis " + i + " of " + input + " cannot be squeezed");
      }
      if (axes.isEmpty() ? dim != 1 : !chosen[i]) {
        dims.add(dim);
      }
    }
    c.output(0, Shapes.of(dims));
  }

  static void expandDims(InferenceContext c) {
    Shape input = c.input(0);
    Optional<ConstantTensor> axis = c.constant(1);
    if (axis.isPresent() && axis.get().size() != 1) {
      throw new ShapeException("the axis should be one number, found " + axis.get().shape());
    }
    if (axis.isEmpty() || !input.hasRank()) {
      return;
    }
    int rank = input.rank();
    int position = ReductionShapes.axis(axis.get().integer(0), Shape.ofRank(rank + 1));
    c.output(0, input.slice(0, position).concat(Shape.of(1)).concat(input.slice(position, rank)));
  }

  static void transpose(InferenceContext c) {
    Shape input = c.input(0);
    long length = Shapes.elements(c.input(1));
    Optional<ConstantTensor> permutation = c.constant(1);
    if (!input.hasRank() && !Dims.known(length)) {
      return;
    }
    int rank = input.hasRank() ? input.rank() : Math.toIntExact(length);
    if (!input.hasRank() && rank < 2) {
      // One entry may mean a scalar or a vector, which both stay as they are.
      c.output(0, input);
      return;
    }
    Shape ranked = Shapes.withRank(input, rank);
    Shapes.withRank(c.input(1), 1);
    Dims.merge(length, rank);
    if (permutation.isEmpty()) {
      c.output(0, Shape.ofRank(rank));
      return;
    }
    long[] dims = new long[rank];
    for (int i = 0; i < rank; i++) {
      dims[i] = ranked.dim(ReductionShapes.axis(permutation.get().integer(i), ranked));
    }
    c.output(0, Shape.of(dims));
  }
}
