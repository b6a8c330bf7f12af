package io.kerasport.purejava.shape;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.purejava.graph.GraphNode;
import io.kerasport.purejava.graph.GraphTensor;
import io.kerasport.purejava.ops.NodeAttrs;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the values of tensors that follow from constants and static shapes.
 *
 * <p>Follows TensorFlow's {@code eval_const_tensor.cc}: {@code Const}, the parts of known shapes,
 * and whatever ops compute from those. TensorFlow runs any CPU kernel for that; here it is the ops
 * of {@link ConstantKernels}, which are those that shapes are computed with. Anything else has no
 * known value, which is never wrong.
 */
final class ConstantEvaluator {
  private static final int MOST_ELEMENTS = 1 << 20;

  private final Map<GraphTensor, Optional<ConstantTensor>> known = new IdentityHashMap<>();

  /** The value of a tensor, or empty if it is not known before the graph runs. */
  Optional<ConstantTensor> evaluate(GraphTensor tensor) {
    Optional<ConstantTensor> value = known.get(tensor);
    if (value == null) {
      value = compute(tensor);
      known.put(tensor, value);
    }
    return value;
  }

  private Optional<ConstantTensor> compute(GraphTensor tensor) {
    GraphNode node = tensor.operation();
    if (node.value().isPresent()) {
      return node.value().flatMap(ConstantTensor::of);
    }
    Optional<ConstantTensor> fromShape = fromStaticShape(tensor);
    if (fromShape.isPresent() || node.inputs().isEmpty() || node.isStateful()) {
      return fromShape;
    }
    Optional<ConstantKernel> kernel = ConstantKernels.find(node.type());
    if (kernel.isEmpty()) {
      return Optional.empty();
    }
    List<ConstantTensor> arguments = new ArrayList<>();
    for (GraphTensor input : node.inputs()) {
      Optional<ConstantTensor> argument = evaluate(input);
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      arguments.add(argument.get());
    }
    return run(kernel.get(), node, arguments, tensor.index());
  }

  /** An op that fails has no value; that it fails shows when the graph runs. */
  private static Optional<ConstantTensor> run(
      ConstantKernel kernel, GraphNode node, List<ConstantTensor> arguments, int output) {
    Shape shape = node.output(output).shape();
    if (Shapes.elements(shape) > MOST_ELEMENTS) {
      return Optional.empty();
    }
    try {
      return kernel.compute(node, arguments, output);
    } catch (ShapeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<ConstantTensor> fromStaticShape(GraphTensor tensor) {
    GraphNode node = tensor.operation();
    if (node.inputs().isEmpty()) {
      return Optional.empty();
    }
    Shape shape = node.inputs().get(0).shape();
    return switch (node.type()) {
      case "Shape" ->
          shape.isFullyKnown()
              ? Optional.of(vector(tensor.dtype(), shape.dims()))
              : Optional.empty();
      case "Rank" ->
          shape.hasRank() ? Optional.of(scalar(tensor.dtype(), shape.rank())) : Optional.empty();
      case "Size" ->
          shape.isFullyKnown()
              ? Optional.of(scalar(tensor.dtype(), Shapes.elements(shape)))
              : Optional.empty();
      case "StridedSlice", "Unpack" -> dimOfShape(tensor);
      default -> Optional.empty();
    };
  }

  /** One known dimension taken out of a {@code Shape}, whose others may be unknown. */
  private static Optional<ConstantTensor> dimOfShape(GraphTensor tensor) {
    GraphNode node = tensor.operation();
    GraphNode source = node.inputs().get(0).operation();
    if (!source.type().equals("Shape") || !source.inputs().get(0).shape().hasRank()) {
      return Optional.empty();
    }
    Shape shape = source.inputs().get(0).shape();
    return axisTaken(tensor)
        .filter(axis -> -shape.rank() <= axis && axis < shape.rank())
        .map(axis -> shape.dim(axis.intValue()))
        .filter(Dims::known)
        .map(dim -> scalar(tensor.dtype(), dim));
  }

  private static Optional<Long> axisTaken(GraphTensor tensor) {
    GraphNode node = tensor.operation();
    NodeAttrs attrs = node.attrs();
    if (node.type().equals("Unpack")) {
      return attrs.integer("axis") == 0 ? Optional.of((long) tensor.index()) : Optional.empty();
    }
    if (attrs.integer("begin_mask") != 0
        || attrs.integer("end_mask") != 0
        || attrs.integer("ellipsis_mask") != 0
        || attrs.integer("new_axis_mask") != 0
        || attrs.integer("shrink_axis_mask") != 1) {
      return Optional.empty();
    }
    return node.inputs()
        .get(1)
        .operation()
        .value()
        .flatMap(ConstantTensor::of)
        .filter(begin -> begin.size() == 1)
        .map(begin -> begin.integer(0));
  }

  private static ConstantTensor scalar(DType dtype, long value) {
    return ConstantTensor.ofIntegers(dtype, Shape.scalar(), inRange(dtype, value));
  }

  private static ConstantTensor vector(DType dtype, long... values) {
    for (long value : values) {
      inRange(dtype, value);
    }
    return ConstantTensor.ofIntegers(dtype, Shape.of(values.length), values);
  }

  private static long inRange(DType dtype, long value) {
    if (dtype == DType.INT32 && value >= Integer.MAX_VALUE) {
      throw new ShapeException("the size " + value + " does not fit int32");
    }
    return value;
  }
}
