package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import java.util.Locale;

/**
 * Images in another size. What does not have the ratio of that size is distorted, cropped, or
 * filled up at its borders.
 */
final class Resizing implements LayerSerializer {
  private static final String INTERPOLATION = "interpolation";
  private static final String CROP = "crop_to_aspect_ratio";
  private static final String PAD = "pad_to_aspect_ratio";
  private static final String FILL_MODE = "fill_mode";
  private static final List<String> KERAS_3 =
      List.of("bilinear", "nearest", "bicubic", "lanczos3", "lanczos5");
  private static final List<String> KERAS_2 =
      List.of(
          "bilinear",
          "nearest",
          "bicubic",
          "area",
          "lanczos3",
          "lanczos5",
          "gaussian",
          "mitchellcubic");

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, "height");
    Sizes.positive(config, "width");
    DataFormat.of(config);
    resampling(layer);
    if (config.bool(CROP, false) && config.bool(PAD, false)) {
      throw new ConfigException(PAD, "false where `" + CROP + "` is true", true);
    }
    if (!config.string(FILL_MODE, "constant").equals("constant")) {
      throw new ConfigException(FILL_MODE, "constant", config.get(FILL_MODE));
    }
    config.number("fill_value", 0);
    return List.of();
  }

  private static Resampling resampling(LayerDescription layer) {
    Config config = layer.config();
    String stated = config.string(INTERPOLATION, "bilinear");
    String name = layer.isKeras2() ? stated.toLowerCase(Locale.ROOT) : stated;
    List<String> known = layer.isKeras2() ? KERAS_2 : KERAS_3;
    if (!known.contains(name)) {
      throw new ConfigException(INTERPOLATION, "one of " + String.join(", ", known), stated);
    }
    return new Resampling(name, config.bool("antialias", false));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    DataFormat format = DataFormat.of(config);
    DType type = call.layer().computeDType();
    Operand x = format.toChannelsLast(tf, tf.cast(call.input(), type));
    int height = Sizes.positive(config, "height");
    int width = Sizes.positive(config, "width");
    AspectRatio ratio = new AspectRatio(tf, height, width);
    Operand fitting = x;
    if (config.bool(CROP, false)) {
      fitting = ratio.cropped(x);
    } else if (config.bool(PAD, false)) {
      fitting = ratio.padded(x, config.number("fill_value", 0));
    }
    Operand y = tf.cast(resampling(call.layer()).to(tf, fitting, height, width), type);
    return LayerOutput.of(format.fromChannelsLast(tf, y));
  }
}
