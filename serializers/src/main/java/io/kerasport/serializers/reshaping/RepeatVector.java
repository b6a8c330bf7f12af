package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** A sequence that has the input at each of its {@code n} steps. */
final class RepeatVector implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Sizes.positive(layer.config(), "n");
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand step = call.ops().arrays().expandDims(call.input(), 1);
    return LayerOutput.of(call.ops().arrays().tile(step, 1, Sizes.positive(call.config(), "n"), 1));
  }
}
