package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.Map;

/** {@code w −= lr·g}; with momentum {@code m = μ·m − lr·g; w += m}. */
final class LegacySgd extends LegacyOptimizer {
  LegacySgd() {
    super(0.01);
  }

  @Override
  Map<String, Double> defaults() {
    return Map.of("momentum", 0.0);
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return hasMomentum(optimizer) ? zeros(variable, List.of("momentum")) : List.of();
  }

  @Override
  public void update(OptimizerCall call) {
    if (hasMomentum(call.description())) {
      FusedUpdate.of(call, "ResourceApplyKerasMomentum")
          .slots("momentum")
          .learningRate()
          .gradient()
          .hyperparameters("momentum")
          .flag("use_nesterov", call.config().bool("nesterov", false))
          .add();
    } else {
      FusedUpdate.of(call, "ResourceApplyGradientDescent").learningRate().gradient().add();
    }
  }

  private static boolean hasMomentum(ObjectDescription optimizer) {
    return optimizer.config().number("momentum", 0) != 0;
  }
}
