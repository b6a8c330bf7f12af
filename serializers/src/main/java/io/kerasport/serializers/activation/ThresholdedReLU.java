package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code x} above {@code theta}, zero elsewhere. */
final class ThresholdedReLU implements LayerSerializer {
  private static final String KEY = "theta";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    if (layer.config().number(KEY) < 0) {
      throw new ConfigException(KEY, "no negative number", layer.config().get(KEY));
    }
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.input();
    Operand above = tf.math().greater(x, tf.scalarLike(x, call.config().number(KEY)));
    return LayerOutput.passingMask(call, tf.mul(x, tf.cast(above, x.dtype())));
  }
}
