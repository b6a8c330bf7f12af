package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Images in another size. */
final class Resizing implements LayerSerializer {
  private static final List<String> INTERPOLATIONS =
      List.of("nearest", "bilinear", "bicubic", "area");

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    Sizes.positive(config, "height");
    Sizes.positive(config, "width");
    DataFormat.of(config);
    List<String> reasons = new ArrayList<>();
    for (String flag : List.of("crop_to_aspect_ratio", "pad_to_aspect_ratio", "antialias")) {
      if (config.bool(flag, false)) {
        reasons.add("resizing with " + flag + " has no counterpart");
      }
    }
    if (!INTERPOLATIONS.contains(interpolation(config))) {
      reasons.add(
          "interpolation `"
              + interpolation(config)
              + "` has no counterpart; there are "
              + String.join(", ", INTERPOLATIONS));
    }
    return reasons;
  }

  private static String interpolation(Config config) {
    return config.string("interpolation", "bilinear").toLowerCase(Locale.ROOT);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DataFormat format = DataFormat.of(call.config());
    DType type = call.layer().computeDType();
    Operand x = format.toChannelsLast(tf, tf.cast(call.input(), type));
    Operand y = tf.cast(resized(tf, x, call.config()), type);
    return LayerOutput.of(format.fromChannelsLast(tf, y));
  }

  private static Operand resized(Ops tf, Operand x, Config config) {
    Operand size =
        tf.ints("size", Sizes.positive(config, "height"), Sizes.positive(config, "width"));
    return switch (interpolation(config)) {
      case "nearest" -> tf.image().resizeNearest(x, size);
      case "bicubic" -> tf.image().resizeBicubic(x, size);
      case "area" -> tf.image().resizeArea(x, size);
      default -> tf.image().resizeBilinear(x, size);
    };
  }
}
