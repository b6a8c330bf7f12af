package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** Adagrad by dual averaging: w follows from the sums of gradients and of their squares. */
final class TrainAdagradDa extends TrainOptimizer {

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_gradient_squared_accumulator_value", 0.1);
    return List.of(
        Slot.zeros("gradient_accumulator", variable),
        new Slot("gradient_squared_accumulator", variable, initial, 0));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyAdagradDA")
        .slots("gradient_accumulator", "gradient_squared_accumulator")
        .gradient()
        .learningRate()
        .value(call.config().number("l1_regularization_strength", 0))
        .value(call.config().number("l2_regularization_strength", 0))
        .value(call.ops().add(call.iterations(), 1))
        .add();
  }
}
