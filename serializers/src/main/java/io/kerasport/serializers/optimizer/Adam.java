package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code m += (g − m)(1 − β₁); v += (g² − v)(1 − β₂); w −= α·m / (√v + ε)} with {@code α = lr·√(1 −
 * β₂ᵗ) / (1 − β₁ᵗ)}; AMSGrad takes the largest v so far.
 */
final class Adam extends CurrentOptimizer {
  private final double defaultWeightDecay;

  /**
   * Adam, or AdamW.
   *
   * @param defaultWeightDecay decoupled weight decay where the settings have none; 0 for none
   */
  Adam(double defaultWeightDecay) {
    this.defaultWeightDecay = defaultWeightDecay;
  }

  @Override
  public Optional<Double> weightDecay(
      ObjectDescription optimizer, String path, TensorSpec variable) {
    Config config = optimizer.config();
    boolean stated = config.entries().containsKey("weight_decay");
    double decay = config.number("weight_decay", stated ? 0 : defaultWeightDecay);
    return decay == 0 ? Optional.empty() : Optional.of(decay);
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    List<Slot> slots = new ArrayList<>();
    slots.add(Slot.zeros("momentum", variable));
    slots.add(Slot.zeros("velocity", variable));
    if (optimizer.config().bool("amsgrad", false)) {
      slots.add(new Slot("velocity_hat", variable, 0, 1));
    }
    return slots;
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double beta1 = config.number("beta_1", 0.9);
    double beta2 = config.number("beta_2", 0.999);
    Operand step = step(call, call.dtype());
    Operand rest1 = tf.sub(tf.scalarLike(step, 1), power(tf, beta1, step));
    Operand rest2 = tf.sub(tf.scalarLike(step, 1), power(tf, beta2, step));
    Operand alpha = tf.div(tf.mul(call.learningRate(), tf.sqrt(rest2)), rest1);
    Operand m = towards(tf, call.slot("momentum"), call.gradient(), 1 - beta1);
    Operand v = towards(tf, call.slot("velocity"), tf.square(call.gradient()), 1 - beta2);
    call.assignSlot("momentum", m);
    call.assignSlot("velocity", v);
    Operand scale = v;
    if (config.bool("amsgrad", false)) {
      scale = tf.maximum(call.slot("velocity_hat"), v);
      call.assignSlot("velocity_hat", scale);
    }
    Operand divisor = tf.add(tf.sqrt(scale), config.number("epsilon", EPSILON));
    call.assign(tf.sub(call.variable(), tf.div(tf.mul(m, alpha), divisor)));
  }
}
