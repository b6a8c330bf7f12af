package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Optional;

/** {@code -Σ y · log p}. */
final class CategoricalCrossentropy implements Loss {
  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    return Probabilities.withoutClasses(loss, prediction);
  }

  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    int axis = Probabilities.axis(call);
    Operand y = Probabilities.smoothedCategorical(call);
    Optional<Operand> logits = Probabilities.logits(call);
    if (logits.isPresent()) {
      return Probabilities.fromLogits(
          tf,
          "SoftmaxCrossEntropyWithLogits",
          Probabilities.axisLast(tf, logits.get(), axis),
          Probabilities.axisLast(tf, y, axis));
    }
    Operand p = Probabilities.clip(tf, Probabilities.normalized(tf, call.prediction(), axis));
    return tf.neg(tf.reduce().sum(tf.mul(y, tf.math().log(p)), false, axis));
  }
}
