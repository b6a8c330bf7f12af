package io.kerasport.serializers.core;

import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code x}. Only in Keras 3 does its mask go on. */
final class Identity implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    return call.layer().isKeras2()
        ? LayerOutput.of(call.input())
        : LayerOutput.passingMask(call, call.input());
  }
}
