package io.kerasport.core.training;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.List;

/** Multiplies the loss by a fixed factor and divides the gradients by it again. */
record LossScaling(Ops tf, Config config) {
  Operand scale(Operand loss) {
    return config.has("loss_scale_factor")
        ? tf.mul(loss, config.number("loss_scale_factor"))
        : loss;
  }

  List<Operand> unscale(List<Operand> gradients) {
    return config.has("loss_scale_factor")
        ? gradients.stream().map(g -> tf.div(g, config.number("loss_scale_factor"))).toList()
        : gradients;
  }
}
