package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.Optional;

/** Resource variables. Their handles carry the variable's element type and shape. */
final class VariableShapes {
  private VariableShapes() {}

  static void handle(InferenceContext c) {
    c.output(0, Shape.scalar());
    c.holds(0, Optional.of(new TensorSpec(c.attrs().type("dtype"), c.attrs().shape("shape"))));
  }

  static void read(InferenceContext c) {
    c.output(0, variable(c));
  }

  static void assign(InferenceContext c) {
    Shapes.merge(variable(c), c.input(1));
  }

  static void gather(InferenceContext c) {
    long batchDims = c.attrs().integer("batch_dims");
    Shape params = Shapes.withRankAtLeast(variable(c), batchDims + 1);
    Shape indices = Shapes.withRankAtLeast(c.input(1), batchDims);
    Shape outer = Shapes.slice(params, 0, batchDims);
    Shape inner = Shapes.from(params, batchDims + 1);
    c.output(0, Shapes.concat(Shapes.concat(outer, Shapes.from(indices, batchDims)), inner));
  }

  /**
   * The shape of the variable at the first input.
   *
   * @throws ShapeException if the variable has another element type than the node says
   */
  static Shape variable(InferenceContext c) {
    Optional<TensorSpec> held = c.held(0);
    if (held.isPresent()
        && c.attrs().has("dtype")
        && held.get().dtype() != c.attrs().type("dtype")) {
      throw new ShapeException(
          "the variable holds %s, expected %s"
              .formatted(held.get().dtype().kerasName(), c.attrs().type("dtype").kerasName()));
    }
    return held.map(TensorSpec::shape).orElse(Shape.unknown());
  }
}
