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

/** Adam as one fused op; see {@link Adam} for the formula. */
final class LegacyAdam extends LegacyOptimizer {
  LegacyAdam() {
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
    return zeros(variable, isAmsgrad(optimizer) ? List.of("m", "v", "vhat") : List.of("m", "v"));
  }

  @Override
  public void update(OptimizerCall call) {
    boolean amsgrad = isAmsgrad(call.description());
    FusedUpdate.of(call, amsgrad ? "ResourceApplyAdamWithAmsgrad" : "ResourceApplyAdam")
        .slots(amsgrad ? new String[] {"m", "v", "vhat"} : new String[] {"m", "v"})
        .value(power(call, "beta_1"))
        .value(power(call, "beta_2"))
        .learningRate()
        .hyperparameters("beta_1", "beta_2")
        .value(call.config().number("epsilon", EPSILON))
        .gradient()
        .add();
  }

  /** {@code β^t}. */
  static Operand power(OptimizerCall call, String beta) {
    Ops tf = call.ops();
    Operand step = CurrentOptimizer.step(call, call.dtype());
    return tf.math().pow(call.hyperparameter(beta, call.dtype()), step);
  }

  private static boolean isAmsgrad(ObjectDescription optimizer) {
    return optimizer.config().bool("amsgrad", false);
  }
}
