package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * In training {@code x} times numbers of the normal distribution with mean 1 and deviation {@code
 * sqrt(rate / (1 - rate))}; the identity else.
 */
final class GaussianDropout implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Noise.rate(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    double rate = Noise.rate(call.config());
    return LayerOutput.passingMask(
        call, call.training() && rate > 0 ? noisy(call, rate) : call.input());
  }

  private static Operand noisy(LayerCall call, double rate) {
    Ops tf = call.ops().withScope("dropout");
    Operand x = call.input();
    Operand noise = tf.random().normal(tf.arrays().shape(x), x.dtype(), Noise.seed(call.config()));
    return tf.mul(x, tf.add(tf.mul(noise, Math.sqrt(rate / (1 - rate))), 1));
  }
}
