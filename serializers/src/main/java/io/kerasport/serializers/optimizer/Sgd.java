package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code w −= lr·g}; with momentum {@code m = μ·m − lr·g; w += m}, or Nesterov's look ahead. */
final class Sgd extends CurrentOptimizer {
  private static final double LEARNING_RATE = 0.01;

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return LEARNING_RATE;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return hasMomentum(optimizer) ? List.of(Slot.zeros("momentum", variable)) : List.of();
  }

  /** Keras 2 keeps the slot, and so the last step, even where momentum is 0. */
  private static boolean hasMomentum(ObjectDescription optimizer) {
    return optimizer.isKeras2() || optimizer.config().number("momentum", 0) != 0;
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    double momentum = call.config().number("momentum", 0);
    Operand step = tf.mul(call.gradient(), call.learningRate());
    if (!hasMomentum(call.description())) {
      call.assign(tf.sub(call.variable(), step));
      return;
    }
    Operand moved = tf.sub(tf.mul(call.slot("momentum"), momentum), step);
    boolean nesterov = call.config().bool("nesterov", false);
    call.assignSlot("momentum", moved);
    call.assign(tf.add(call.variable(), nesterov ? tf.sub(tf.mul(moved, momentum), step) : moved));
  }
}
