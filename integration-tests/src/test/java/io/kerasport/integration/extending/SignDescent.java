package io.kerasport.integration.extending;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.OptimizerFamily;
import io.kerasport.spi.Slot;
import java.util.List;

final class SignDescent implements Optimizer {
  @Override
  public OptimizerFamily family(ObjectDescription optimizer) {
    return OptimizerFamily.KERAS_3;
  }

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return 0.01;
  }

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("average", variable));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    double kept = call.config().number("momentum", 0.9);
    Operand average = tf.add(tf.mul(call.slot("average"), kept), tf.mul(call.gradient(), 1 - kept));
    call.assignSlot("average", average);
    call.assign(tf.sub(call.variable(), tf.mul(tf.math().sign(average), call.learningRate())));
  }
}
