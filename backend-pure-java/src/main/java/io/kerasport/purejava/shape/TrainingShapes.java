package io.kerasport.purejava.shape;

import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.OpDef;

/** Optimizer steps on resource variables. They have no outputs; their inputs must agree. */
final class TrainingShapes {
  private static final Set<String> GRADIENTS = Set.of("grad", "delta", "gradient");

  private TrainingShapes() {}

  /**
   * The variables and their slots have one shape, all else but the gradient are scalars.
   *
   * <p>TensorFlow does not look at the shape of the gradient here, except in {@link
   * #applyWithGradient}.
   */
  static void apply(InferenceContext c) {
    apply(c, false);
  }

  /** Also the gradient has that shape. */
  static void applyWithGradient(InferenceContext c) {
    apply(c, true);
  }

  private static void apply(InferenceContext c, boolean checkGradient) {
    List<OpDef.ArgDef> args = c.op().getInputArgList();
    Shape variable = Shape.unknown();
    for (int i = 0; i < args.size(); i++) {
      if (c.inputType(i).byteSize() == 0) {
        Shape held = c.held(i).map(TensorSpec::shape).orElse(Shape.unknown());
        variable = Shapes.merge(variable, held);
      } else if (!GRADIENTS.contains(args.get(i).getName())) {
        CommonShapes.requireScalar(c, i);
      } else if (checkGradient) {
        variable = Shapes.merge(variable, c.input(i));
      }
    }
  }
}
