package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Images whose pixel (x, y) is that of the original at {@code (a₀x + a₁y + a₂, b₀x + b₁y + b₂)}.
 *
 * @param tf makes the nodes
 * @param images the images in the layout NHWC
 */
record Projection(Ops tf, Operand images) {
  private static final String FILL_MODE = "fill_mode";
  private static final String INTERPOLATION = "interpolation";
  private static final List<String> FILL_MODES = List.of("constant", "nearest", "wrap", "reflect");
  private static final List<String> INTERPOLATIONS = List.of("nearest", "bilinear");

  static void check(Config config) {
    choice(config, FILL_MODE, "reflect", FILL_MODES);
    choice(config, INTERPOLATION, "bilinear", INTERPOLATIONS);
    config.number("fill_value", 0);
  }

  private static String choice(Config config, String key, String otherwise, List<String> choices) {
    String chosen = config.string(key, otherwise);
    if (!choices.contains(chosen)) {
      throw new ConfigException(key, "one of " + String.join(", ", choices), chosen);
    }
    return chosen.toUpperCase(Locale.ROOT);
  }

  /** The height of the images, a scalar of float32. */
  Operand height() {
    return tf.cast(tf.arrays().size(images, 1), DType.FLOAT);
  }

  Operand width() {
    return tf.cast(tf.arrays().size(images, 2), DType.FLOAT);
  }

  /**
   * The projected images.
   *
   * @param a0 this and the others: float32 of shape (batch, 1)
   */
  Operand by(
      Config config, Operand a0, Operand a1, Operand a2, Operand b0, Operand b1, Operand b2) {
    Operand none = tf.zerosLike(a0);
    List<Operand> rows = new ArrayList<>(List.of(a0, a1, a2, b0, b1, b2, none, none));
    return tf.graph()
        .node("ImageProjectiveTransformV3")
        .input(images)
        .input(tf.concat(rows, 1))
        .input(tf.arrays().shape(images, 1, 3))
        .input(
            tf.constant(
                "fill_value",
                TensorValue.ofFloats(Shape.scalar(), (float) config.number("fill_value", 0))))
        .attr("fill_mode", Attr.of(choice(config, FILL_MODE, "reflect", FILL_MODES)))
        .attr("interpolation", Attr.of(choice(config, INTERPOLATION, "bilinear", INTERPOLATIONS)))
        .buildOutput();
  }
}
