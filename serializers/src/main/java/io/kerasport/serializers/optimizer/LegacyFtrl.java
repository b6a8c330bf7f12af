package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follow the regularized leader as one fused op; see {@link Ftrl} for the formula. */
final class LegacyFtrl extends LegacyOptimizer {
  LegacyFtrl() {
    super(0.001);
  }

  @Override
  Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put("learning_rate_power", -0.5);
    defaults.put("l1_regularization_strength", 0.0);
    defaults.put("l2_regularization_strength", 0.0);
    defaults.put("beta", 0.0);
    return defaults;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_accumulator_value", 0.1);
    return List.of(
        new Slot("accumulator", variable, initial, 0), new Slot("linear", variable, 0, 1));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    double shrinkage = call.config().number("l2_shrinkage_regularization_strength", 0);
    Operand half =
        tf.div(call.hyperparameter("beta", call.dtype()), tf.mul(call.learningRate(), 2));
    Operand l2 = tf.add(call.hyperparameter("l2_regularization_strength", call.dtype()), half);
    FusedUpdate update =
        FusedUpdate.of(call, shrinkage > 0 ? "ResourceApplyFtrlV2" : "ResourceApplyFtrl")
            .slots("accumulator", "linear")
            .gradient()
            .learningRate()
            .hyperparameters("l1_regularization_strength")
            .value(l2);
    if (shrinkage > 0) {
      update.value(shrinkage);
    }
    update.hyperparameters("learning_rate_power").add();
  }
}
