package io.kerasport.serializers.preprocessing;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code x · scale + offset}; scale and offset are numbers, or lists for the last axis. */
final class Rescaling implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    layer.config().numbers("scale");
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    DType type = call.layer().computeDType();
    Operand x = tf.cast(call.input(), type);
    return LayerOutput.of(
        tf.add(
            tf.mul(x, constant(tf, call.config(), "scale", type)),
            constant(tf, call.config(), "offset", type)));
  }

  private static Operand constant(Ops tf, Config config, String key, DType type) {
    if (!config.has(key) && key.equals("offset")) {
      return tf.constant(key, TensorValue.scalar(type, 0));
    }
    List<Double> values = config.numbers(key);
    if (!(config.get(key) instanceof List<?>)) {
      return tf.constant(key, TensorValue.scalar(type, values.get(0)));
    }
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return tf.cast(tf.constant(key, TensorValue.ofFloats(Shape.of(floats.length), floats)), type);
  }
}
