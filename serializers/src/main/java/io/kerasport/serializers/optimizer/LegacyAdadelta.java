package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.Map;

/** Adadelta as one fused op; see {@link Adadelta} for the formula. */
final class LegacyAdadelta extends LegacyOptimizer {
  LegacyAdadelta() {
    super(0.001);
  }

  @Override
  Map<String, Double> defaults() {
    return Map.of("rho", 0.95);
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return zeros(variable, List.of("accum_grad", "accum_var"));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyAdadelta")
        .slots("accum_grad", "accum_var")
        .learningRate()
        .hyperparameters("rho")
        .value(call.config().number("epsilon", EPSILON))
        .gradient()
        .add();
  }
}
