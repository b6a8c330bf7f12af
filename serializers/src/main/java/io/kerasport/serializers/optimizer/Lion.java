package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code w −= lr·sign(β₁·m + (1 − β₁)g); m = β₂·m + (1 − β₂)g}. */
final class Lion extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("momentum", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Operand m = call.slot("momentum");
    double beta1 = call.config().number("beta_1", 0.9);
    double beta2 = call.config().number("beta_2", 0.99);
    Operand direction = tf.math().sign(decayed(tf, m, call.gradient(), beta1));
    call.assign(tf.sub(call.variable(), tf.mul(call.learningRate(), direction)));
    call.assignSlot("momentum", decayed(tf, m, call.gradient(), beta2));
  }
}
