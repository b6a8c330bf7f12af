package io.kerasport.serializers.metric;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;

/**
 * A loss as a score. A loss object among the metrics, which unlike a function has a reduction,
 * gives one value for each batch.
 *
 * @param loss the loss
 */
record LossScore(Loss loss) implements Score {
  private static final String KEY = "reduction";

  @Override
  public Operand of(LossCall call) {
    Operand values = loss.perSample(call);
    Config config = call.config();
    String reduction = config.string(KEY, "none");
    return switch (reduction) {
      case "none" -> values;
      case "sum" -> Tensors.sum(call.ops(), values);
      default -> mean(call.ops(), values);
    };
  }

  private static Operand mean(Ops tf, Operand values) {
    return tf.div(Tensors.sum(tf, values), Tensors.size(tf, values));
  }
}
