package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code a = μ·a + g; w −= lr·a}, or Nesterov's look ahead. */
final class TrainMomentum extends TrainOptimizer {

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("momentum", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyMomentum")
        .slots("momentum")
        .learningRate()
        .gradient()
        .value(call.config().number("momentum", 0.9))
        .flag("use_nesterov", call.config().bool("use_nesterov", false))
        .add();
  }
}
