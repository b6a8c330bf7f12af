package io.kerasport.serializers.merging;

import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code x0 ∘ x1 ∘ …} for one of the arithmetic operators. */
final class ElementwiseMerge implements LayerSerializer {
  private final Merge.Binary op;

  ElementwiseMerge(Merge.Binary op) {
    this.op = op;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    return LayerOutput.of(Merge.fold(call.ops(), op, Merge.broadcastable(call)))
        .withMask(Merge.mask(call));
  }
}
