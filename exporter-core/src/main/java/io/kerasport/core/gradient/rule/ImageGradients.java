package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;

/** Resampling of images. Sizes, scales and transforms get no gradient. */
final class ImageGradients {
  private ImageGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("ResizeBilinear", each(ImageGradients::bilinear)),
        entry("ResizeBicubic", each(ImageGradients::bicubic)),
        entry("ResizeNearestNeighbor", each(ImageGradients::nearest)),
        entry("ScaleAndTranslate", each(ImageGradients::scaleAndTranslate)),
        entry("ImageProjectiveTransformV3", each(ImageGradients::project)));
  }

  private static Operand bilinear(Ops tf, GradientCall op) {
    return resize(
        op, tf.graph().node("ResizeBilinearGrad").input(op.gradient()).input(op.input(0)));
  }

  /** The kernel makes float32 or float64. */
  private static Operand bicubic(Ops tf, GradientCall op) {
    Operand x = op.input(0);
    Operand wide = x.dtype() == DType.DOUBLE ? x : tf.cast(x, DType.FLOAT);
    return tf.cast(
        resize(op, tf.graph().node("ResizeBicubicGrad").input(op.gradient()).input(wide)),
        x.dtype());
  }

  private static Operand nearest(Ops tf, GradientCall op) {
    return resize(
        op,
        tf.graph()
            .node("ResizeNearestNeighborGrad")
            .input(op.gradient())
            .input(heightAndWidth(tf, op)));
  }

  private static Operand resize(GradientCall op, NodeBuilder node) {
    return node.attr("align_corners", op.attr("align_corners"))
        .attr("half_pixel_centers", op.attr("half_pixel_centers"))
        .buildOutput();
  }

  private static Operand heightAndWidth(Ops tf, GradientCall op) {
    Operand x = op.input(0);
    return x.shape().hasRank()
        ? tf.arrays().shape(x, 1, 3)
        : tf.arrays().slice(tf.arrays().shape(x), new int[] {1}, new int[] {3});
  }

  /** The kernel makes float32. */
  private static Operand scaleAndTranslate(Ops tf, GradientCall op) {
    return tf.cast(
        tf.graph()
            .node("ScaleAndTranslateGrad")
            .input(op.gradient())
            .input(tf.cast(op.input(0), DType.FLOAT))
            .input(op.input(2))
            .input(op.input(3))
            .attr("kernel_type", op.attr("kernel_type"))
            .attr("antialias", op.attr("antialias"))
            .buildOutput(),
        op.input(0).dtype());
  }

  /**
   * The gradient image through the inverse transforms, as TensorFlow has it: exact where pixels
   * move to pixels, an approximation between them.
   */
  private static Operand project(Ops tf, GradientCall op) {
    Operand transforms = op.input(1);
    Operand one =
        tf.arrays()
            .slice(tf.zerosLike(transforms), new int[] {0, 0}, new int[] {ArrayOps.TO_THE_END, 1});
    Operand matrices =
        tf.arrays().reshape(tf.concat(List.of(transforms, tf.add(one, 1)), 1), -1, 3, 3);
    Operand inverse = tf.arrays().reshape(tf.unary("MatrixInverse", matrices), -1, 9);
    Operand scaled =
        tf.div(
            inverse,
            tf.arrays().slice(inverse, new int[] {0, 8}, new int[] {ArrayOps.TO_THE_END, 9}));
    return tf.graph()
        .node("ImageProjectiveTransformV3")
        .input(op.gradient())
        .input(tf.arrays().slice(scaled, new int[] {0, 0}, new int[] {ArrayOps.TO_THE_END, 8}))
        .input(heightAndWidth(tf, op))
        .input(tf.constant(TensorValue.ofFloats(Shape.scalar(), 0)))
        .attr("interpolation", op.attr("interpolation"))
        .attr("fill_mode", op.attr("fill_mode"))
        .buildOutput();
  }
}
