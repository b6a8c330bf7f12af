package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code v = ρ·v + (1 − ρ)g²; w −= lr·g / (√v + ε)}; with momentum a fused op that has ε inside the
 * root.
 */
final class LegacyRmsProp extends LegacyOptimizer {
  LegacyRmsProp() {
    super(0.001);
  }

  @Override
  Map<String, Double> defaults() {
    Map<String, Double> defaults = new LinkedHashMap<>();
    defaults.put("rho", 0.9);
    defaults.put("momentum", 0.0);
    return defaults;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    List<String> names = new ArrayList<>(List.of("rms"));
    if (hasMomentum(optimizer)) {
      names.add("momentum");
    }
    if (isCentered(optimizer)) {
      names.add("mg");
    }
    return zeros(variable, names);
  }

  @Override
  public void update(OptimizerCall call) {
    double epsilon = call.config().number("epsilon", EPSILON);
    if (hasMomentum(call.description())) {
      boolean centered = isCentered(call.description());
      FusedUpdate.of(call, centered ? "ResourceApplyCenteredRMSProp" : "ResourceApplyRMSProp")
          .slots(
              centered ? new String[] {"mg", "rms", "momentum"} : new String[] {"rms", "momentum"})
          .learningRate()
          .hyperparameters("rho", "momentum")
          .value(epsilon)
          .gradient()
          .add();
      return;
    }
    Ops tf = call.ops();
    Operand gradient = call.gradient();
    Operand rho = call.hyperparameter("rho", call.dtype());
    Operand rest = tf.sub(tf.scalarLike(rho, 1), rho);
    Operand v = tf.add(tf.mul(rho, call.slot("rms")), tf.mul(rest, tf.square(gradient)));
    call.assignSlot("rms", v);
    if (isCentered(call.description())) {
      Operand mean = tf.add(tf.mul(rho, call.slot("mg")), tf.mul(rest, gradient));
      call.assignSlot("mg", mean);
      v = tf.sub(v, tf.square(mean));
    }
    Operand step = tf.mul(call.learningRate(), gradient);
    call.assign(tf.sub(call.variable(), tf.div(step, tf.add(tf.sqrt(v), epsilon))));
  }

  private static boolean hasMomentum(ObjectDescription optimizer) {
    return optimizer.config().number("momentum", 0) > 0;
  }

  private static boolean isCentered(ObjectDescription optimizer) {
    return optimizer.config().bool("centered", false);
  }
}
