package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * In training {@code a · x + b}, where x is replaced by the value that SELU saturates at with
 * probability {@code rate}; a and b keep mean 0 and variance 1. The identity else.
 */
final class AlphaDropout implements LayerSerializer {
  private static final double SATURATION = -1.6732632423543772 * 1.0507009873554805;

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Noise.rate(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    double rate = Noise.rate(call.config());
    return LayerOutput.passingMask(
        call, call.training() && rate > 0 ? dropped(call, rate) : call.input());
  }

  private static Operand dropped(LayerCall call, double rate) {
    Ops tf = call.ops().withScope("dropout");
    Operand x = call.input();
    Operand shape = Noise.configured(tf, x, call.config());
    Operand noise = tf.random().uniform(shape, x.dtype(), Noise.seed(call.config()));
    Operand kept = tf.math().greaterEqual(noise, tf.scalarLike(noise, rate));
    Operand replaced = tf.math().select(kept, x, tf.scalarLike(x, SATURATION));
    double a = 1 / Math.sqrt((1 - rate) * (1 + rate * SATURATION * SATURATION));
    return tf.add(tf.mul(replaced, a), -a * SATURATION * rate);
  }
}
