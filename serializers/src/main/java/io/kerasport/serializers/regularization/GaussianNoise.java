package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * In training {@code x} plus numbers of the normal distribution with mean 0 and deviation {@code
 * stddev}; the identity else.
 */
final class GaussianNoise implements LayerSerializer {
  private static final String KEY = "stddev";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    if (layer.config().number(KEY) < 0) {
      throw new ConfigException(KEY, "no negative number", layer.config().get(KEY));
    }
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    double deviation = call.config().number(KEY);
    return LayerOutput.passingMask(
        call, call.training() && deviation > 0 ? noisy(call, deviation) : call.input());
  }

  private static Operand noisy(LayerCall call, double deviation) {
    Ops tf = call.ops().withScope("noise");
    Operand x = call.input();
    Operand noise = tf.random().normal(tf.arrays().shape(x), x.dtype(), Noise.seed(call.config()));
    return tf.add(x, tf.mul(noise, deviation));
  }
}
