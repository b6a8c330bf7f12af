package io.kerasport.serializers.activation;

import io.kerasport.model.Config;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code x} where it is positive, {@code slope · x} elsewhere. */
final class LeakyReLU implements LayerSerializer {
  private static final double DEFAULT_SLOPE = 0.3;

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
