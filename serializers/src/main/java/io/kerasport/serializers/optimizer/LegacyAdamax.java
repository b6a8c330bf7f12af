package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adamax as one fused op; see {@link Adamax} for the formula. */
final class LegacyAdamax extends LegacyOptimizer {
  LegacyAdamax() {
    super(0.001);
  }

  @Override
  Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put("beta_1", 0.9);
    defaults.put("beta_2", 0.999);
    return defaults;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return zeros(variable, List.of("m", "v"));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyAdaMax")
        .slots("m", "v")
        .value(LegacyAdam.power(call, "beta_1"))
        .learningRate()
        .hyperparameters("beta_1", "beta_2")
        .value(call.config().number("epsilon", EPSILON))
        .gradient()
        .add();
  }
}
