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

/** {@code (1 - p[y]^q) / q}, where y is the number of the right class. */
final class GeneralizedCrossentropy implements Loss {
  private static final double DEFAULT_Q = 0.5;

  @Override
  public List<String> unsupported(ObjectDescription loss, TensorSpec prediction) {
    List<String> reasons = new ArrayList<>(Probabilities.withoutClasses(loss, prediction));
    double q = loss.config().number("q", DEFAULT_Q);
    if (q <= 0 || q >= 1) {
      reasons.add("loss " + loss.name() + " needs a q between 0 and 1, not " + q);
    }
    return reasons;
  }

  @Override
  public Operand perSample(LossCall call) {
    Ops tf = call.ops();
    Operand p = call.prediction();
    double q = call.config().number("q", DEFAULT_Q);
    Operand labels = tf.cast(tf.arrays().squeeze(call.target(), -1), DType.INT32);
    Operand oneHot =
        tf.graph()
            .node("OneHot")
            .name("one_hot")
            .input(labels)
            .input(tf.arrays().size(p, -1))
            .input(tf.constant(TensorValue.ofNumbers(p.dtype(), Shape.scalar(), 1)))
            .input(tf.constant(TensorValue.ofNumbers(p.dtype(), Shape.scalar(), 0)))
            .buildOutput();
    Operand right = tf.reduce().sum(tf.mul(p, oneHot), false, -1);
    return tf.div(tf.sub(tf.scalarLike(right, 1), tf.math().pow(right, q)), q);
  }
}
