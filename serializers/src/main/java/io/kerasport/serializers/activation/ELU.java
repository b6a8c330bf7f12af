package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code x} where it is positive, {@code alpha · (exp(x) - 1)} elsewhere. */
final class ELU implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    double alpha = call.config().number("alpha", 1);
    Operand x = call.input();
    Operand elu = tf.nn().elu(x);
    if (alpha != 1) {
      Operand positive = tf.math().greater(x, tf.scalarLike(x, 0));
      elu = tf.math().select(positive, elu, tf.mul(elu, alpha));
    }
    return LayerOutput.passingMask(call, elu);
  }
}
