package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import java.util.Optional;

/** Ops that join tensors into one or take one apart. */
final class JoinShapes {
  private JoinShapes() {}

  static void pack(InferenceContext c) {
    Shape element = c.input(c.inputs() - 1);
    for (int i = c.inputs() - 2; i >= 0; i--) {
      element = Shapes.merge(c.input(i), element);
    }
    if (element.hasRank()) {
      int rank = element.rank();
      int axis = ReductionShapes.axis(c.attrs().integer("axis"), Shape.ofRank(rank + 1));
      c.output(
          0, element.slice(0, axis).concat(Shape.of(c.inputs())).concat(element.slice(axis, rank)));
    }
  }

  static void unpack(InferenceContext c) {
    Shape input = c.input(0);
    if (!input.hasRank()) {
      return;
    }
    int axis = ReductionShapes.axis(c.attrs().integer("axis"), input);
    if (Dims.known(input.dim(axis)) && input.dim(axis) != c.outputs()) {
      throw new ShapeException(
          "axis %d of %s is unpacked into %d tensors".formatted(axis, input, c.outputs()));
    }
    Shape element = input.slice(0, axis).concat(input.slice(axis + 1, input.rank()));
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, element);
    }
  }

  static void concatV2(InferenceContext c) {
    int last = c.inputs() - 2;
    CommonShapes.requireScalar(c, last + 1);
    Optional<ConstantTensor> axis = c.constant(last + 1);
    if (axis.isEmpty()) {
      concatAlongUnknownAxis(c, last);
      return;
    }
    c.output(0, concat(c, axis.get().integer(0), last));
  }

  private static Shape concat(InferenceContext c, long axis, int last) {
    long leastRank = axis < 0 ? -axis : axis + 1;
    Shape before = Shape.unknown();
    long middle = 0;
    Shape after = Shape.unknown();
    for (int i = last; i >= 0; i--) {
      Shape input = Shapes.withRankAtLeast(c.input(i), leastRank);
      before = Shapes.merge(Shapes.slice(input, 0, axis), before);
      middle =
          i == last
              ? Shapes.dim(input, (int) axis)
              : Dims.add(middle, Shapes.dim(input, (int) axis));
      after = Shapes.merge(axis == -1 ? Shape.scalar() : Shapes.from(input, axis + 1), after);
    }
    return Shapes.concat(Shapes.concat(before, Shape.of(middle)), after);
  }

  private static void concatAlongUnknownAxis(InferenceContext c, int last) {
    Shape ranked = Shape.unknown();
    for (int i = 0; i <= last && !ranked.hasRank(); i++) {
      ranked = c.input(i);
    }
    if (!ranked.hasRank()) {
      return;
    }
    Shapes.withRankAtLeast(ranked, 1);
    for (int i = 0; i <= last; i++) {
      Shapes.withRank(c.input(i), ranked.rank());
    }
    c.output(0, Shape.ofRank(ranked.rank()));
  }

  static void split(InferenceContext c) {
    Shape input = c.input(1);
    long axis = axisInput(c, 0, input);
    Shape part;
    if (!Dims.known(axis)) {
      part = input.hasRank() ? Shape.ofRank(input.rank()) : input;
    } else {
      Shapes.withRankAtLeast(input, axis + 1);
      long size = Shapes.dim(input, (int) axis);
      part = Shapes.replaceDim(input, (int) axis, Dims.divideExactly(size, c.outputs()));
    }
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, part);
    }
  }

  static void splitV(InferenceContext c) {
    Shape input = c.input(0);
    long axis = axisInput(c, 2, input);
    Optional<ConstantTensor> sizes = c.constant(1);
    if (!input.hasRank()) {
      return;
    }
    if (input.rank() == 0) {
      throw new ShapeException("a scalar cannot be split");
    }
    if (sizes.isPresent()) {
      splitV(c, input, (int) axis, sizes.get().integers());
      return;
    }
    Shape part =
        Dims.known(axis) ? input.withDim((int) axis, Dims.UNKNOWN) : Shape.ofRank(input.rank());
    for (int i = 0; i < c.outputs(); i++) {
      c.output(i, part);
    }
  }

  private static void splitV(InferenceContext c, Shape input, int axis, long[] sizes) {
    if (sizes.length != c.outputs()) {
      throw new ShapeException(sizes.length + " sizes for a split into " + c.outputs());
    }
    long whole = input.dim(axis);
    long total = 0;
    int open = 0;
    for (long size : sizes) {
      total += size == -1 ? 0 : size;
      open += size == -1 ? 1 : 0;
    }
    boolean fits = open == 0 ? total == whole : open == 1 && total <= whole;
    if (open > 1 || (Dims.known(whole) && !fits)) {
      throw new ShapeException(
          "axis %d of %s is split into sizes %s"
              .formatted(axis, input, java.util.Arrays.toString(sizes)));
    }
    for (int i = 0; i < sizes.length; i++) {
      long size = sizes[i] == -1 && Dims.known(whole) ? whole - total : sizes[i];
      if (size < -1) {
        throw new ShapeException("a split of size " + size);
      }
      c.output(i, input.withDim(axis, size));
    }
  }

  /** An axis given by a scalar input, counted from the front; unknown if its value is. */
  private static long axisInput(InferenceContext c, int index, Shape shape) {
    Optional<ConstantTensor> scalar = c.constant(index);
    if (scalar.isEmpty()) {
      return Dims.UNKNOWN;
    }
    long axis = InferenceContext.scalarInteger(scalar.get());
    if (shape.hasRank()) {
      return ReductionShapes.axis(axis, shape);
    }
    return axis < 0 ? Dims.UNKNOWN : axis;
  }
}
