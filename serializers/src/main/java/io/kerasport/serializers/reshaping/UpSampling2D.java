package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.List;
import java.util.Locale;

/** An image whose height and width are multiplied by whole factors. */
final class UpSampling2D implements LayerSerializer {
  private static final List<String> INTERPOLATIONS =
      List.of(
          "nearest",
          "bilinear",
          "bicubic",
          "area",
          "lanczos3",
          "lanczos5",
          "gaussian",
          "mitchellcubic");

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(4);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    DataFormat.of(config);
    factors(config);
    return INTERPOLATIONS.contains(interpolation(config))
        ? List.of()
        : List.of(
            "no interpolation is called `"
                + interpolation(config)
                + "`; there are "
                + String.join(", ", INTERPOLATIONS));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DataFormat format = DataFormat.of(call.config());
    Operand x = format.toChannelsLast(tf, call.input());
    Operand y = resized(tf, x, call.config());
    // TensorFlow interpolates to float32; Keras 3 casts back.
    Operand typed = call.layer().isKeras2() ? y : tf.cast(y, x.dtype());
    return LayerOutput.of(format.fromChannelsLast(tf, typed));
  }

  private static Operand resized(Ops tf, Operand x, Config config) {
    List<Long> factors = factors(config);
    Operand size = size(tf, x, factors);
    String interpolation = interpolation(config);
    return switch (interpolation) {
      case "nearest" -> tf.image().resizeNearest(x, size);
      case "bilinear" -> tf.image().resizeBilinear(x, size);
      case "bicubic" -> tf.image().resizeBicubic(x, size);
      case "area" -> tf.image().resizeArea(x, size);
      default -> {
        TensorValue scale =
            TensorValue.ofFloats(
                Shape.of(2), factors.get(0).floatValue(), factors.get(1).floatValue());
        yield tf.image().scaleAndTranslate(x, size, tf.constant(scale), interpolation);
      }
    };
  }

  private static Operand size(Ops tf, Operand x, List<Long> factors) {
    Shape image = x.shape().slice(1, 3);
    if (image.isFullyKnown()) {
      return tf.ints(
          "size", scaled(image.dim(0), factors.get(0)), scaled(image.dim(1), factors.get(1)));
    }
    Operand scale = tf.ints(factors.get(0).intValue(), factors.get(1).intValue());
    return tf.mul(tf.arrays().shape(x, 1, 3), scale);
  }

  private static int scaled(long size, long factor) {
    long product = size * factor;
    if (size > Integer.MAX_VALUE || product > Integer.MAX_VALUE) {
      throw new ConfigException("size", "small enough for an image of " + size, factor);
    }
    return (int) product;
  }

  private static List<Long> factors(Config config) {
    return Sizes.positivePair(config, "size", 2);
  }

  private static String interpolation(Config config) {
    return config.string("interpolation", "nearest").toLowerCase(Locale.ROOT);
  }
}
