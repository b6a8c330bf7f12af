package io.kerasport.integration.extending;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

final class ScaleSerializer implements LayerSerializer {
  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    long channels = inputs.get(0).shape().dim(-1);
    return List.of(
        WeightSpec.trainable("factor", new TensorSpec(layer.variableDType(), Shape.of(channels))));
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand scaled = tf.mul(call.input(), call.weight("factor"));
    return LayerOutput.of(tf.add(scaled, call.config().number("offset", 0)));
  }
}
