package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Ops that make tensors from numbers: ranges, filled and random tensors. */
final class GeneratorShapes {
  private GeneratorShapes() {}

  static void range(InferenceContext c) {
    for (int i = 0; i < 3; i++) {
      CommonShapes.requireScalar(c, i);
    }
    Optional<ConstantTensor> start = c.constant(0);
    Optional<ConstantTensor> limit = c.constant(1);
    Optional<ConstantTensor> delta = c.constant(2);
    boolean known = start.isPresent() && limit.isPresent() && delta.isPresent();
    c.output(0, Shape.of(known ? rangeSize(start.get(), limit.get(), delta.get()) : Dims.UNKNOWN));
  }

  /** How many numbers a range has. */
  static long rangeSize(ConstantTensor start, ConstantTensor limit, ConstantTensor delta) {
    double step = delta.real(0);
    double distance = limit.real(0) - start.real(0);
    if (step == 0 || (distance != 0 && distance < 0 != step < 0)) {
      throw new ShapeException(
          "a range from %s to %s by %s".formatted(start.real(0), limit.real(0), step));
    }
    if (!start.isReal()) {
      long length = Math.abs(Math.subtractExact(limit.integer(0), start.integer(0)));
      long stride = Math.abs(delta.integer(0));
      return length / stride + (length % stride == 0 ? 0 : 1);
    }
    double size = Math.ceil(Math.abs(distance / step));
    if (!(size <= Long.MAX_VALUE)) {
      throw new ShapeException("a range of %s numbers".formatted(size));
    }
    return (long) size;
  }

  static void linSpace(InferenceContext c) {
    for (int i = 0; i < 3; i++) {
      CommonShapes.requireScalar(c, i);
    }
    Optional<ConstantTensor> number = c.constant(2);
    if (number.isEmpty()) {
      c.output(0, Shape.ofRank(1));
      return;
    }
    if (number.get().integer(0) <= 0) {
      throw new ShapeException("expected at least 1 number, found " + number.get().integer(0));
    }
    c.output(0, Shape.of(number.get().integer(0)));
  }

  static void fill(InferenceContext c) {
    Shapes.withRank(c.input(0), 1);
    CommonShapes.requireScalar(c, 1);
    Optional<ConstantTensor> dims = c.constant(0);
    if (dims.isPresent()) {
      for (long dim : dims.get().integers()) {
        if (dim < 0) {
          throw new ShapeException("a dimension is " + dim);
        }
      }
    }
    c.output(0, c.shapeTensor(0));
  }

  static void oneHot(InferenceContext c) {
    long axis = c.attrs().integer("axis");
    if (axis < -1) {
      throw new ShapeException("axis should be at least -1, found " + axis);
    }
    long depth = c.scalarDim(1);
    Shape indices = c.input(0);
    if (!indices.hasRank()) {
      return;
    }
    // An axis that does not exist fails when the graph runs; TensorFlow infers this shape for it.
    long position = axis == -1 ? indices.rank() : axis > indices.rank() ? 0 : axis;
    c.output(
        0,
        indices
            .slice(0, (int) position)
            .concat(Shape.of(depth))
            .concat(indices.slice((int) position, indices.rank())));
  }

  /** Random tensors whose shape the first input spells out. */
  static void random(InferenceContext c) {
    c.output(0, c.shapeTensor(0));
  }

  /** Random integers between two scalars, which stand at the given input and behind it. */
  static ShapeFunction randomBetween(ShapeFunction random, int first) {
    return c -> {
      CommonShapes.requireScalar(c, first);
      CommonShapes.requireScalar(c, first + 1);
      random.infer(c);
    };
  }

  /** The seed is a vector of two numbers. */
  static void statelessRandom(InferenceContext c) {
    requireVector(c, 1, 2);
    random(c);
  }

  /** Key and counter instead of a seed, and the algorithm. */
  static void statelessRandomV2(InferenceContext c) {
    requireVector(c, 1, 1);
    Shapes.withRank(c.input(2), 1);
    CommonShapes.requireScalar(c, 3);
    random(c);
  }

  static void statelessKeyCounter(InferenceContext c) {
    requireVector(c, 0, 2);
    c.output(0, Shape.of(1));
    c.output(1, Shape.of(2));
  }

  /** Two vectors of axes, as long as the operands' shapes let them be. */
  static void broadcastGradientArgs(InferenceContext c) {
    for (int i = 0; i < 2; i++) {
      Shapes.withRank(c.input(i), 1);
      c.output(i, Shape.ofRank(1));
    }
  }

  private static void requireVector(InferenceContext c, int input, long size) {
    Dims.merge(Shapes.withRank(c.input(input), 1).dim(0), size);
  }
}
