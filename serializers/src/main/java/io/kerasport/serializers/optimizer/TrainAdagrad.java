package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code a += g²; w −= lr·g / √a}; the proximal variant shrinks w by l1 and l2 besides. */
final class TrainAdagrad extends TrainOptimizer {
  private final boolean proximal;

  TrainAdagrad(boolean proximal) {
    this.proximal = proximal;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_accumulator_value", 0.1);
    return List.of(new Slot("accumulator", variable, initial, 0));
  }

  @Override
  public void update(OptimizerCall call) {
    if (!proximal) {
      FusedUpdate.of(call, "ResourceApplyAdagrad")
          .slots("accumulator")
          .learningRate()
          .gradient()
          .add();
      return;
    }
    FusedUpdate.of(call, "ResourceApplyProximalAdagrad")
        .slots("accumulator")
        .learningRate()
        .value(call.config().number("l1_regularization_strength", 0))
        .value(call.config().number("l2_regularization_strength", 0))
        .gradient()
        .add();
  }
}
