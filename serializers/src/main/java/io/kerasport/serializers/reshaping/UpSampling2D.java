package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
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
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    DataFormat.of(config);
    if (config.has("size") && config.integers("size", 2).stream().anyMatch(factor -> factor < 1)) {
      throw new ConfigException("size", "positive", config.get("size"));
    }
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
    List<Long> factors = config.has("size") ? config.integers("size", 2) : List.of(2L, 2L);
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
    int height = Math.toIntExact(factors.get(0));
    int width = Math.toIntExact(factors.get(1));
    Shape image = x.shape().slice(1, 3);
    return image.isFullyKnown()
        ? tf.ints(
            "size",
            Math.toIntExact(Math.multiplyExact(image.dim(0), height)),
            Math.toIntExact(Math.multiplyExact(image.dim(1), width)))
        : tf.mul(tf.arrays().shape(x, 1, 3), tf.ints(height, width));
  }

  private static String interpolation(Config config) {
    return config.string("interpolation", "nearest").toLowerCase(Locale.ROOT);
  }
}
