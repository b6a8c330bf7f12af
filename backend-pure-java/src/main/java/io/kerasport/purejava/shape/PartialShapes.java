package io.kerasport.purejava.shape;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.purejava.graph.GraphNode;
import io.kerasport.purejava.graph.GraphTensor;
import io.kerasport.purejava.ops.NodeAttrs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a vector of integers as a shape, of which some dimensions may be unknown.
 *
 * <p>Looks through the ops that programs make shapes with ({@code Shape}, {@code Pack}, {@code
 * ConcatV2}, {@code StridedSlice}, {@code Cast}). Follows {@code ConstantPartialShape} of
 * TensorFlow's {@code shape_refiner.cc}.
 */
final class PartialShapes {
  private static final int MOST_DIMS = 1 << 16;

  private final ConstantEvaluator constants;

  PartialShapes(ConstantEvaluator constants) {
    this.constants = constants;
  }

  /** The shape that the elements of a tensor spell out. */
  Shape of(GraphTensor tensor) {
    if (tensor.shape().hasRank() && tensor.shape().rank() == 0) {
      return ofScalar(tensor);
    }
    Shape vector = Shapes.withRank(tensor.shape(), 1);
    if (vector.dim(0) == 0) {
      return Shape.scalar();
    }
    GraphNode node = tensor.operation();
    return switch (node.type()) {
      case "Shape", "ShapeN" -> node.inputs().get(tensor.index()).shape();
      case "Cast" -> ofCast(tensor, vector);
      case "Pack" -> ofPack(node);
      case "ConcatV2" -> ofConcat(node.inputs().subList(0, node.inputs().size() - 1));
      case "Concat" -> ofConcat(node.inputs().subList(1, node.inputs().size()));
      case "StridedSlice" -> ofStridedSlice(node);
      case "VariableShape" ->
          node.inputs().get(0).held().map(TensorSpec::shape).orElse(Shape.unknown());
      default -> ofElements(constants.evaluate(tensor), vector);
    };
  }

  /**
   * The shape spelt out by a vector.
   *
   * @param elements its value, if known
   * @param vector its own static shape
   */
  static Shape ofElements(Optional<ConstantTensor> elements, Shape vector) {
    if (elements.isEmpty()) {
      long rank = vector.dim(0);
      if (rank > MOST_DIMS) {
        throw new ShapeException("a shape of " + rank + " dimensions");
      }
      return Dims.known(rank) ? Shape.ofRank((int) rank) : Shape.unknown();
    }
    if (elements.get().shape().rank() != 1) {
      throw new ShapeException("a shape is spelt out by a tensor of shape " + vector);
    }
    long[] dims = elements.get().integers();
    for (long dim : dims) {
      if (dim < Dims.UNKNOWN) {
        throw new ShapeException("a shape with the negative dimension " + dim);
      }
    }
    return Shape.of(dims);
  }

  private Shape ofScalar(GraphTensor tensor) {
    Optional<ConstantTensor> value = constants.evaluate(tensor);
    if (value.isEmpty() || value.get().integer(0) != -1) {
      throw new ShapeException(
          "a shape is spelt out by a scalar, which only the constant -1 may do; found " + tensor);
    }
    return Shape.unknown();
  }

  private Shape ofCast(GraphTensor tensor, Shape vector) {
    Optional<ConstantTensor> value = constants.evaluate(tensor);
    if (value.isPresent()) {
      return ofElements(value, vector);
    }
    Shape before;
    try {
      before = of(tensor.operation().inputs().get(0));
    } catch (ShapeException e) {
      return Shape.unknown(); // what is cast need not be a shape
    }
    boolean integers = tensor.dtype() == DType.INT32 || tensor.dtype() == DType.INT64;
    return !before.hasRank() || integers ? before : Shape.ofRank(before.rank());
  }

  private Shape ofPack(GraphNode node) {
    List<Long> dims = new ArrayList<>();
    for (GraphTensor input : node.inputs()) {
      dims.add(Math.max(Dims.UNKNOWN, element(input).orElse(Dims.UNKNOWN)));
    }
    return Shapes.of(dims);
  }

  private Shape ofConcat(List<GraphTensor> parts) {
    Shape whole = Shape.scalar();
    for (GraphTensor part : parts) {
      whole = Shapes.concat(whole, of(part));
    }
    return whole;
  }

  private Shape ofStridedSlice(GraphNode node) {
    for (int i = 1; i <= 3; i++) {
      if (Shapes.dim(node.inputs().get(i).shape(), 0) != 1) {
        return Shape.unknown();
      }
    }
    NodeAttrs attrs = node.attrs();
    long beginMask = attrs.integer("begin_mask");
    long endMask = attrs.integer("end_mask");
    if (beginMask >> 1 != 0
        || endMask >> 1 != 0
        || attrs.integer("ellipsis_mask") != 0
        || attrs.integer("new_axis_mask") != 0
        || attrs.integer("shrink_axis_mask") != 0) {
      return Shape.unknown();
    }
    OptionalLong begin = beginMask == 1 ? OptionalLong.of(0) : element(node.inputs().get(1));
    OptionalLong end =
        endMask == 1 ? OptionalLong.of(Long.MAX_VALUE) : element(node.inputs().get(2));
    OptionalLong stride = element(node.inputs().get(3));
    if (begin.isEmpty() || end.isEmpty() || stride.isEmpty()) {
      return Shape.unknown();
    }
    return Shapes.slice(
        of(node.inputs().get(0)), begin.getAsLong(), end.getAsLong(), stride.getAsLong());
  }

  /** The value of a tensor with one element. */
  private OptionalLong element(GraphTensor tensor) {
    Optional<ConstantTensor> value = constants.evaluate(tensor);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (value.get().size() != 1) {
      throw new ShapeException(
          "expected a tensor with one element, found shape " + value.get().shape());
    }
    return OptionalLong.of(value.get().integer(0));
  }
}
