package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.List;
import java.util.Optional;

/** {@code -Σ α · (1 - p)^γ · y · log p}: what is easy counts less. */
final class CategoricalFocalCrossentropy implements Loss {
  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    return Probabilities.withoutClasses(loss, prediction);
  }

  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    int axis = Probabilities.axis(call);
    Operand y = Probabilities.smoothedCategorical(call);
    Operand p =
        Probabilities.clip(tf, Probabilities.normalized(tf, probabilities(call, axis), axis));
    Operand difficulty =
        tf.math().pow(tf.sub(tf.scalarLike(p, 1), p), call.config().number("gamma", 2));
    Operand weight = tf.mul(difficulty, call.config().number("alpha", 0.25));
    Operand crossentropy = tf.neg(tf.mul(y, tf.math().log(p)));
    return tf.reduce().sum(tf.mul(weight, crossentropy), false, axis);
  }

  /** Keras 3 takes the prediction for probabilities unless told otherwise, whatever made it. */
  private static Operand probabilities(LossCall call, int axis) {
    boolean isLogits = call.config().bool("from_logits", false);
    Optional<Operand> logits =
        call.description().isKeras2()
            ? Probabilities.logits(call)
            : Optional.of(call.prediction()).filter(prediction -> isLogits);
    return logits.map(x -> softmax(call.ops(), x, axis)).orElse(call.prediction());
  }

  private static Operand softmax(Ops tf, Operand x, int axis) {
    if (Math.floorMod(axis, x.shape().rank()) == x.shape().rank() - 1) {
      return tf.nn().softmax(x);
    }
    Operand exponentials = tf.math().exp(tf.sub(x, tf.reduce().max(x, true, axis)));
    return Probabilities.normalized(tf, exponentials, axis);
  }
}
