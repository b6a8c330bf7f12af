package io.kerasport.serializers.loss;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Loss;
import io.kerasport.spi.LossCall;
import io.kerasport.spi.ObjectDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code -log p[y]}, where y is the number of the right class. */
final class SparseCategoricalCrossentropy implements Loss {
  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>(Probabilities.withoutClasses(loss, prediction));
    long axis = loss.config().integer("axis", -1);
    boolean last =
        axis == -1 || prediction.shape().hasRank() && axis == prediction.shape().rank() - 1;
    if (!last && !loss.isKeras2()) {
      reasons.add("loss " + loss.name() + " has its classes on the last axis, not on " + axis);
    }
    return reasons;
  }

  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    int axis = Probabilities.axis(call);
    Operand labels = tf.cast(tf.arrays().squeeze(call.target(), axis), DType.INT64);
    if (!call.config().has("ignore_class")) {
      return crossentropy(tf, labels, logits(call, axis));
    }
    Operand ignored =
        tf.constant(TensorValue.ofLongs(Shape.scalar(), call.config().integer("ignore_class")));
    Operand counted = Probabilities.notEqual(tf, labels, ignored);
    call.countOnly(counted);
    Operand known = tf.math().select(counted, labels, tf.zerosLike(labels));
    Operand logits =
        call.description().isKeras2() ? logits(call, axis) : withoutIgnored(call, counted);
    Operand losses = crossentropy(tf, known, logits);
    return tf.math().select(counted, losses, tf.zerosLike(losses));
  }

  /** Keras 3 replaces ignored predictions by zeros, and so loses the logits behind them. */
  private static Operand withoutIgnored(LossCall call, Operand counted) {
    Ops tf = call.ops();
    Operand p = call.prediction();
    Operand chosen = tf.math().select(tf.arrays().expandDims(counted, -1), p, tf.zerosLike(p));
    return call.config().bool("from_logits", false)
        ? chosen
        : tf.math().log(Probabilities.clip(tf, chosen));
  }

  private static Operand logits(LossCall call, int axis) {
    Ops tf = call.ops();
    Optional<Operand> logits = Probabilities.logits(call);
    Operand x = logits.orElseGet(() -> tf.math().log(Probabilities.clip(tf, call.prediction())));
    return Probabilities.axisLast(tf, x, axis);
  }

  private static Operand crossentropy(Ops tf, Operand labels, Operand logits) {
    return Probabilities.fromLogits(tf, "SparseSoftmaxCrossEntropyWithLogits", logits, labels);
  }
}
