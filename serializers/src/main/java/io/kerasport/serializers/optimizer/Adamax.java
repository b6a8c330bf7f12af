package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code m += (g − m)(1 − β₁); u = max(β₂·u, |g|); w −= lr·m / ((1 − β₁ᵗ)(u + ε))}. */
final class Adamax extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("momentum", variable), Slot.zeros("norm", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double beta1 = config.number("beta_1", 0.9);
    Operand step = step(call, call.dtype());
    Operand rest = tf.sub(tf.scalarLike(step, 1), power(tf, beta1, step));
    Operand m = towards(tf, call.slot("momentum"), call.gradient(), 1 - beta1);
    Operand decayed = tf.mul(call.slot("norm"), config.number("beta_2", 0.999));
    Operand u = tf.maximum(decayed, tf.math().abs(call.gradient()));
    call.assignSlot("momentum", m);
    call.assignSlot("norm", u);
    Operand divisor = tf.mul(rest, tf.add(u, config.number("epsilon", EPSILON)));
    call.assign(tf.sub(call.variable(), tf.div(tf.mul(call.learningRate(), m), divisor)));
  }
}
