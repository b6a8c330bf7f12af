package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/**
 * Adam without a schedule: {@code z} follows the gradients, {@code x} is the mean of all {@code z},
 * and the variable stands between them. {@code v} is Adam's; {@code z −= lr·g / (√(v / (1 − β₂ᵗ)) +
 * ε)}, {@code x += (z − x) / t}, {@code w = (1 − β₁)z + β₁x}.
 */
final class ScheduleFreeAdamW extends CurrentOptimizer {
  private static final double LEARNING_RATE = 0.0025;
  private static final double EPSILON = 1e-8;

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return LEARNING_RATE;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.copy("momentum", variable), Slot.zeros("velocity", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double beta1 = config.number("beta_1", 0.9);
    double beta2 = config.number("beta_2", 0.999);
    Operand step = step(call, call.dtype());
    Operand one = tf.scalarLike(step, 1);
    Operand before = call.slot("momentum");
    Operand v = towards(tf, call.slot("velocity"), tf.square(call.gradient()), 1 - beta2);
    Operand vHat = tf.div(v, tf.sub(one, power(tf, beta2, step)));
    Operand divisor = tf.add(tf.sqrt(vHat), config.number("epsilon", EPSILON));
    Operand z = tf.sub(before, tf.div(tf.mul(learningRate(call, step), call.gradient()), divisor));
    // The definition takes z before the step here; Keras, running on TensorFlow, reads it after.
    Operand mean = tf.div(tf.sub(call.variable(), tf.mul(z, 1 - beta1)), beta1);
    Operand part = tf.div(one, step);
    Operand x = tf.add(tf.mul(tf.sub(one, part), mean), tf.mul(part, z));
    call.assignSlot("momentum", z);
    call.assignSlot("velocity", v);
    call.assign(tf.add(tf.mul(z, 1 - beta1), tf.mul(x, beta1)));
  }

  private static Operand learningRate(OptimizerCall call, Operand step) {
    long warmup = call.config().integer("warmup_steps", 0);
    if (warmup <= 0) {
      return call.learningRate();
    }
    Ops tf = call.ops();
    Operand reached = tf.minimum(tf.div(step, warmup), tf.scalarLike(step, 1));
    return tf.mul(call.learningRate(), reached);
  }
}
