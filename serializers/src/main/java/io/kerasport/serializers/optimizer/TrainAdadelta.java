package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** Adadelta as one fused op; see {@link Adadelta} for the formula. */
final class TrainAdadelta extends TrainOptimizer {

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("accum", variable), Slot.zeros("accum_update", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyAdadelta")
        .slots("accum", "accum_update")
        .learningRate()
        .value(call.config().number("rho", 0.95))
        .value(call.config().number("epsilon", 1e-8))
        .gradient()
        .add();
  }
}
