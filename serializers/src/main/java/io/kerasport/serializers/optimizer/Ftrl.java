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
 * Follow the regularized leader: {@code a' = a + g²; z += g + 2·shrinkage·w − (a'^p − a^p)/lr·w; w
 * = (clip(z, ±l1) − z) / (a'^p/lr + 2·l2)} with {@code p} the negative learning rate power and
 * {@code l2} raised by {@code β / 2lr}.
 */
final class Ftrl extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_accumulator_value", 0.1);
    return List.of(new Slot("accumulator", variable, initial, 0), Slot.zeros("linear", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double power = -config.number("learning_rate_power", -0.5);
    double l1 = config.number("l1_regularization_strength", 0);
    double l2 = config.number("l2_regularization_strength", 0);
    double shrinkage = config.number("l2_shrinkage_regularization_strength", 0);
    Operand rate = call.learningRate();
    Operand variable = call.variable();
    Operand half = tf.div(tf.scalarLike(rate, config.number("beta", 0)), tf.mul(rate, 2));
    Operand l2Total = tf.add(half, l2);
    Operand gradient = tf.add(call.gradient(), tf.mul(variable, 2 * shrinkage));
    Operand before = call.slot("accumulator");
    Operand after = tf.add(before, tf.square(call.gradient()));
    Operand raised = tf.math().pow(after, power);
    Operand sigma = tf.div(tf.sub(raised, tf.math().pow(before, power)), rate);
    Operand linear = tf.add(call.slot("linear"), tf.sub(gradient, tf.mul(sigma, variable)));
    Operand quadratic = tf.add(tf.div(raised, rate), tf.mul(l2Total, 2));
    call.assignSlot("accumulator", after);
    call.assignSlot("linear", linear);
    call.assign(tf.div(tf.sub(tf.math().clip(linear, -l1, l1), linear), quadratic));
  }
}
