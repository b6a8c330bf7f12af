package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;

/**
 * The connectionist temporal classification loss, which is refused: its targets are sequences of
 * labels that have one axis less than the prediction and a length of their own, and a signature's
 * target has the prediction's axes.
 */
final class ConnectionistTemporal implements Loss {
  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    return List.of(
        "loss "
            + loss.name()
            + " takes sequences of labels with a length of their own, which a target with the axes"
            + " of the prediction cannot hold");
  }

  @Override
  public Operand perSample(LossCall call) {
    throw new IllegalStateException("refused by unsupported");
  }
}
