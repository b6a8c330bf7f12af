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

/**
 * {@code v = ρ·v + (1 − ρ)g²; w −= lr·g / √(v + ε)}; centered, v is reduced by the square of the
 * mean gradient; with momentum the increments are gathered.
 */
final class RmsProp extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    List<Slot> slots = new ArrayList<>();
    slots.add(new Slot("velocity", variable, 0, 0));
    if (optimizer.config().number("momentum", 0) > 0) {
      slots.add(new Slot("momentum", variable, 0, 1));
    }
    if (optimizer.config().bool("centered", false)) {
      slots.add(new Slot("average_gradient", variable, 0, 2));
    }
    return slots;
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double rho = config.number("rho", 0.9);
    double momentum = config.number("momentum", 0);
    Operand gradient = call.gradient();
    Operand velocity = decayed(tf, call.slot("velocity"), tf.square(gradient), rho);
    call.assignSlot("velocity", velocity);
    Operand variance = velocity;
    if (config.bool("centered", false)) {
      Operand average = decayed(tf, call.slot("average_gradient"), gradient, rho);
      call.assignSlot("average_gradient", average);
      variance = tf.sub(velocity, tf.square(average));
    }
    Operand divisor = tf.sqrt(tf.add(variance, config.number("epsilon", EPSILON)));
    Operand increment = tf.div(tf.mul(call.learningRate(), gradient), divisor);
    if (momentum > 0) {
      increment = tf.add(tf.mul(call.slot("momentum"), momentum), increment);
      call.assignSlot("momentum", increment);
    }
    call.assign(tf.sub(call.variable(), increment));
  }
}
