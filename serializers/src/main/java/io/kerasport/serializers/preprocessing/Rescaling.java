package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.NumberArray;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code x · scale + offset}; scale and offset are numbers, or lists for the last axes. */
final class Rescaling implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    NumberArray.of(layer.config(), "scale");
    NumberArray.of(withOffset(layer.config()), "offset");
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Config config = withOffset(call.config());
    DType type = call.layer().computeDType();
    Operand scaled = tf.mul(tf.cast(call.input(), type), constant(tf, config, "scale", type));
    return LayerOutput.of(tf.add(scaled, constant(tf, config, "offset", type)));
  }

  private static Config withOffset(Config config) {
    return config.has("offset") ? config : config.with("offset", 0.0);
  }

  private static Operand constant(Ops tf, Config config, String key, DType type) {
    NumberArray numbers = NumberArray.of(config, key).rounded();
    return tf.constant(key, TensorValue.ofNumbers(type, numbers.shape(), numbers.toArray()));
  }
}
