package io.kerasport.serializers.merging;

import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** {@code x0 + x1 · scale}, a layer of Keras' own InceptionResNetV2. */
final class ScaledAdd implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    layer.config().number("scale");
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    double scale = call.config().number("scale");
    return LayerOutput.of(tf.add(call.inputs().get(0), tf.mul(call.inputs().get(1), scale)));
  }
}
