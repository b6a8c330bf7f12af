package io.kerasport.serializers.operation;

import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * An activation function with one setting, of which one value is supported.
 *
 * @param activation the function's name
 * @param key the setting
 * @param only its value
 */
record FixedActivation(String activation, String key, double only) implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    return layer.config().number(key, only) == only
        ? List.of()
        : List.of("`" + key + "` of the operation is " + layer.config().get(key) + ", not " + only);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return LayerOutput.of(call.activate(activation, Operands.floating(call, call.input())));
  }
}
