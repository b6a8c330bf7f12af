package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** Follow the regularized leader as one fused op; see {@link Ftrl} for the formula. */
final class TrainFtrl extends TrainOptimizer {

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_accumulator_value", 0.1);
    return List.of(new Slot("accum", variable, initial, 0), Slot.zeros("linear", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    double shrinkage = call.config().number("l2_shrinkage_regularization_strength", 0);
    FusedUpdate update =
        FusedUpdate.of(call, shrinkage > 0 ? "ResourceApplyFtrlV2" : "ResourceApplyFtrl")
            .slots("accum", "linear")
            .gradient()
            .learningRate()
            .value(call.config().number("l1_regularization_strength", 0))
            .value(call.config().number("l2_regularization_strength", 0));
    if (shrinkage > 0) {
      update.value(shrinkage);
    }
    update.value(call.config().number("learning_rate_power", -0.5)).add();
  }
}
