package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.Map;

/**
 * How pixels of another size come from those of an image in the layout NHWC.
 *
 * @param interpolation a name as Keras has it, in lower case
 * @param antialias whether the kernel widens when images shrink
 */
record Resampling(String interpolation, boolean antialias) {
  static final Resampling BILINEAR = new Resampling("bilinear", false);

  /** Names of kernels where TensorFlow has them under others. */
  private static final Map<String, String> KERNELS =
      Map.of("bilinear", "triangle", "bicubic", "keyscubic");

  /** Images of another size; they may have another element type. */
  Operand to(Ops tf, Operand images, int height, int width) {
    Operand size = tf.ints("size", height, width);
    boolean plain = !antialias;
    return switch (interpolation) {
      case "nearest" -> tf.image().resizeNearest(images, size);
      case "area" -> tf.image().resizeArea(images, size);
      case "bilinear" -> plain ? tf.image().resizeBilinear(images, size) : scaled(tf, images, size);
      case "bicubic" -> plain ? tf.image().resizeBicubic(images, size) : scaled(tf, images, size);
      default -> scaled(tf, images, size);
    };
  }

  private Operand scaled(Ops tf, Operand images, Operand size) {
    Operand given = tf.cast(tf.arrays().shape(images, 1, 3), DType.FLOAT);
    Operand scale = tf.div(tf.cast(size, DType.FLOAT), given);
    String kernel = KERNELS.getOrDefault(interpolation, interpolation);
    return tf.image().scaleAndTranslate(images, size, scale, kernel, antialias);
  }
}
