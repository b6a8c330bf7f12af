package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.Slot;
import java.util.List;

/** {@code a += g²; w −= lr·g / √(a + ε)}. */
final class Adagrad extends CurrentOptimizer {
  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    double initial = optimizer.config().number("initial_accumulator_value", 0.1);
    return List.of(new Slot("accumulator", variable, initial, 0));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Operand accumulator = tf.add(call.slot("accumulator"), tf.square(call.gradient()));
    call.assignSlot("accumulator", accumulator);
    Operand divisor = tf.sqrt(tf.add(accumulator, call.config().number("epsilon", EPSILON)));
    call.assign(
        tf.sub(call.variable(), tf.div(tf.mul(call.learningRate(), call.gradient()), divisor)));
  }
}
