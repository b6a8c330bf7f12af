package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code a = ρ·a + (1 − ρ)g²; δ = −√(d + ε)·g / √(a + ε); d = ρ·d + (1 − ρ)δ²; w += lr·δ}. */
final class Adadelta extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(
        Slot.zeros("accumulated_grad", variable), Slot.zeros("accumulated_delta_var", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    double rho = call.config().number("rho", 0.95);
    double epsilon = call.config().number("epsilon", EPSILON);
    Operand gradient = call.gradient();
    Operand gradients = decayed(tf, call.slot("accumulated_grad"), tf.square(gradient), rho);
    Operand deltas = call.slot("accumulated_delta_var");
    Operand delta =
        tf.neg(
            tf.div(
                tf.mul(tf.sqrt(tf.add(deltas, epsilon)), gradient),
                tf.sqrt(tf.add(gradients, epsilon))));
    call.assignSlot("accumulated_grad", gradients);
    call.assignSlot("accumulated_delta_var", decayed(tf, deltas, tf.square(delta), rho));
    call.assign(tf.add(call.variable(), tf.mul(call.learningRate(), delta)));
  }
}
