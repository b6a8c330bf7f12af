package io.kerasport.serializers.activation;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code x} where it is positive, {@code slope · x} elsewhere. */
final class LeakyReLU implements LayerSerializer {
  private static final double DEFAULT_SLOPE = 0.3;

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    for (String key : List.of("alpha", "negative_slope")) {
      boolean stated = config.entries().containsKey(key);
      if (stated && (!config.has(key) || !layer.isKeras2() && config.number(key) < 0)) {
        throw new ConfigException(key, "a number that is not negative", config.get(key));
      }
    }
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return LayerOutput.passingMask(
        call, call.ops().nn().leakyRelu(call.input(), slope(call.config())));
  }

  /** Called {@code alpha} in Keras 2, {@code negative_slope} in Keras 3. */
  private static double slope(Config config) {
    return config.has("alpha")
        ? config.number("alpha")
        : config.number("negative_slope", DEFAULT_SLOPE);
  }
}
