package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adam's bias-corrected update {@code u}, scaled by the layer: {@code w −= lr·u·‖w‖/‖u‖}, or
 * unscaled where one of the norms is 0.
 */
final class Lamb extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("momentum", variable), Slot.zeros("velocity", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double beta1 = config.number("beta_1", 0.9);
    double beta2 = config.number("beta_2", 0.999);
    Operand step = step(call, call.dtype());
    Operand one = tf.scalarLike(step, 1);
    Operand m = towards(tf, call.slot("momentum"), call.gradient(), 1 - beta1);
    Operand v = towards(tf, call.slot("velocity"), tf.square(call.gradient()), 1 - beta2);
    call.assignSlot("momentum", m);
    call.assignSlot("velocity", v);
    Operand mHat = tf.div(m, tf.sub(one, power(tf, beta1, step)));
    Operand vHat = tf.div(v, tf.sub(one, power(tf, beta2, step)));
    Operand update = tf.div(mHat, tf.add(tf.sqrt(vHat), config.number("epsilon", EPSILON)));
    Operand ratio = ratio(tf, norm(tf, call.variable()), norm(tf, update));
    call.assign(tf.sub(call.variable(), tf.mul(tf.mul(ratio, call.learningRate()), update)));
  }

  private static Operand ratio(Ops tf, Operand weights, Operand update) {
    Operand zero = tf.scalarLike(weights, 0);
    Operand one = tf.scalarLike(weights, 1);
    Operand both =
        tf.math().logicalAnd(tf.math().greater(weights, zero), tf.math().greater(update, zero));
    return tf.math().select(both, tf.div(weights, update), one);
  }

  private static Operand norm(Ops tf, Operand x) {
    int[] axes = IntStream.range(0, x.shape().rank()).toArray();
    return tf.sqrt(tf.reduce().sum(tf.square(x), false, axes));
  }
}
