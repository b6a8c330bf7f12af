package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** What Keras 2 makes of {@code model.add_loss(x)}: {@code x}, which is part of the loss. */
final class AddLoss implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    Operand loss = call.input();
    call.addLoss(loss);
    return LayerOutput.of(loss);
  }
}
