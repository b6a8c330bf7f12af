package io.kerasport.purejava.shape;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.purejava.graph.GraphTensor;
import io.kerasport.purejava.graph.InferredOutput;
import io.kerasport.purejava.ops.CheckedNode;
import io.kerasport.purejava.ops.NodeAttrs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.OpDef;

/** What a shape function sees of its node, and where it leaves its results. */
final class InferenceContext {
  private final CheckedNode node;
  private final List<GraphTensor> inputs;
  private final Optional<TensorValue> value;
  private final ConstantEvaluator constants;
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Optional<TensorSpec>> held = new ArrayList<>();

  InferenceContext(
      CheckedNode node,
      List<GraphTensor> inputs,
      Optional<TensorValue> value,
      ConstantEvaluator constants) {
    this.node = node;
    this.inputs = inputs;
    this.value = value;
    this.constants = constants;
    for (int i = 0; i < node.outputTypes().size(); i++) {
      shapes.add(Shape.unknown());
      held.add(Optional.empty());
    }
  }

  OpDef op() {
    return node.op();
  }

  NodeAttrs attrs() {
    return node.attrs();
  }

  /** The value of the node itself, if it is a {@code Const}. */
  Optional<TensorValue> value() {
    return value;
  }

  int inputs() {
    return inputs.size();
  }

  Shape input(int index) {
    return inputs.get(index).shape();
  }

  DType inputType(int index) {
    return inputs.get(index).dtype();
  }

  /** What the handle at an input refers to, if known. */
  Optional<TensorSpec> held(int index) {
    return inputs.get(index).held();
  }

  /** The value of an input, if it follows from constants and static shapes alone. */
  Optional<ConstantTensor> constant(int index) {
    return constants.evaluate(inputs.get(index));
  }

  /** The strings at an input that is a constant. */
  Optional<List<String>> strings(int index) {
    return inputs.get(index).operation().value().map(TensorValue::strings);
  }

  /**
   * The shape that an input of rank 1 spells out, as far as it is known: with unknown dimensions
   * where elements are unknown, with unknown rank if even the number of elements is.
   */
  Shape shapeTensor(int index) {
    Shape vector = Shapes.withRank(input(index), 1);
    Optional<ConstantTensor> whole = constant(index);
    Shape partial = new PartialShapes(constants).of(inputs.get(index));
    return partial.hasRank() ? partial : PartialShapes.ofElements(whole, vector);
  }

  /** The dimension that a scalar input spells out; unknown if its value is. */
  long scalarDim(int index) {
    Optional<ConstantTensor> scalar = constant(index);
    if (scalar.isEmpty()) {
      return Dims.UNKNOWN;
    }
    long dim = scalarInteger(scalar.get());
    if (dim < 0) {
      throw new ShapeException("a dimension given by input " + index + " is " + dim);
    }
    return dim;
  }

  /** The only element of a scalar. */
  static long scalarInteger(ConstantTensor scalar) {
    if (scalar.shape().rank() != 0) {
      throw new ShapeException("expected a scalar, found shape " + scalar.shape());
    }
    return scalar.integer(0);
  }

  int outputs() {
    return shapes.size();
  }

  void output(int index, Shape shape) {
    shapes.set(index, shape);
  }

  /** Says what the handle at an output refers to. */
  void holds(int index, Optional<TensorSpec> what) {
    held.set(index, what);
  }

  /** The results. */
  List<InferredOutput> inferred() {
    List<InferredOutput> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      outputs.add(new InferredOutput(shapes.get(i), held.get(i)));
    }
    return outputs;
  }
}
