package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.Map;

/** {@code a += g²; w −= lr·g / (√a + ε)}. */
final class LegacyAdagrad extends LegacyOptimizer {
  LegacyAdagrad() {
    super(0.001);
  }

  @Override
  Map<String, Double> defaults() {
    return Map.of();
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_accumulator_value", 0.1);
    return List.of(new Slot("accumulator", variable, initial, 0));
  }

  @Override
  public void update(OptimizerCall call) {
    FusedUpdate.of(call, "ResourceApplyAdagradV2")
        .slots("accumulator")
        .learningRate()
        .value(call.config().number("epsilon", EPSILON))
        .gradient()
        .add();
  }
}
