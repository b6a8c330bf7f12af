package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code w −= lr·g}; the proximal variant shrinks w by l1 and l2 besides. */
final class TrainGradientDescent extends TrainOptimizer {
  private final boolean proximal;

  TrainGradientDescent(boolean proximal) {
    this.proximal = proximal;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of();
  }

  @Override
  public void update(OptimizerCall call) {
    if (!proximal) {
      FusedUpdate.of(call, "ResourceApplyGradientDescent").learningRate().gradient().add();
      return;
    }
    FusedUpdate.of(call, "ResourceApplyProximalGradientDescent")
        .learningRate()
        .value(call.config().number("l1_regularization_strength", 0))
        .value(call.config().number("l2_regularization_strength", 0))
        .gradient()
        .add();
  }
}
