package io.kerasport.serializers.core;

import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code activation(x)}. */
final class ActivationLayer implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    return LayerOutput.passingMask(call, call.activate(call.input()));
  }
}
