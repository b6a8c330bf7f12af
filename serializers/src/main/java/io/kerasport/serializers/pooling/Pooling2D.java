package io.kerasport.serializers.pooling;

import io.kerasport.graph.NnOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Padding;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** One value for every window of an image, channel by channel. */
final class Pooling2D implements LayerSerializer {
  private final Pool pool;

  Pooling2D(Pool pool) {
    this.pool = pool;
  }

  /** An op over windows. */
  @FunctionalInterface
  interface Pool {
    Operand apply(NnOps nn, Operand x, List<Long> window, List<Long> strides, String padding);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    window(layer.config());
    strides(layer.config());
    Padding.of(layer.config());
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    DataFormat format = DataFormat.of(config);
    Operand y =
        pool.apply(
            tf.nn(),
            format.toChannelsLast(tf, call.input()),
            window(config),
            strides(config),
            Padding.of(config).name());
    return LayerOutput.of(format.fromChannelsLast(tf, y));
  }

  private static List<Long> window(Config config) {
    return Sizes.positivePair(config, "pool_size");
  }

  private static List<Long> strides(Config config) {
    return config.has("strides") ? Sizes.positivePair(config, "strides") : window(config);
  }
}
