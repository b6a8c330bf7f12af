package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.OptimizerFinishCall;
import io.kerasport.spi.OptimizerScalar;
import io.kerasport.spi.Slot;
import java.util.List;

/**
 * Adam with Nesterov momentum: {@code uₜ = β₁(1 − ½·0.96ᵗ)}, {@code m̂ = uₜ₊₁·m / (1 − Πuₜ₊₁) + (1
 * − uₜ)g / (1 − Πuₜ)}, {@code v̂ = v / (1 − β₂ᵗ)}, {@code w −= lr·m̂ / (√v̂ + ε)}.
 */
final class Nadam extends CurrentOptimizer {
  private static final String PRODUCT = "u_product";
  private static final double DECAY = 0.96;

  @Override
  public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
    return List.of(Slot.zeros("momentum", variable), Slot.zeros("velocity", variable));
  }

  @Override
  public List<OptimizerScalar> scalars(ObjectDescription optimizer) {
    // Keras 2 keeps the product beside the variables it saves.
    return List.of(
        new OptimizerScalar(
            PRODUCT, TensorValue.ofFloats(Shape.scalar(), 1), !optimizer.isKeras2()));
  }

  @Override
  public void update(OptimizerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    double beta1 = config.number("beta_1", 0.9);
    double beta2 = config.number("beta_2", 0.999);
    Operand gradient = call.gradient();
    Operand step = step(call, call.dtype());
    Operand one = tf.scalarLike(step, 1);
    Operand u = momentum(tf, beta1, step);
    Operand next = momentum(tf, beta1, tf.add(step, 1));
    Operand product = tf.mul(call.scalar(PRODUCT, call.dtype()), u);
    Operand m = towards(tf, call.slot("momentum"), gradient, 1 - beta1);
    Operand v = towards(tf, call.slot("velocity"), tf.square(gradient), 1 - beta2);
    call.assignSlot("momentum", m);
    call.assignSlot("velocity", v);
    Operand mHat =
        tf.add(
            tf.div(tf.mul(next, m), tf.sub(one, tf.mul(product, next))),
            tf.div(tf.mul(tf.sub(one, u), gradient), tf.sub(one, product)));
    Operand vHat = tf.div(v, tf.sub(one, power(tf, beta2, step)));
    Operand divisor = tf.add(tf.sqrt(vHat), config.number("epsilon", EPSILON));
    call.assign(tf.sub(call.variable(), tf.div(tf.mul(mHat, call.learningRate()), divisor)));
  }

  @Override
  public void finish(OptimizerFinishCall call) {
    Operand step = step(call, DType.FLOAT);
    Operand u = momentum(call.ops(), call.config().number("beta_1", 0.9), step);
    call.assignScalar(PRODUCT, call.ops().mul(call.scalar(PRODUCT, DType.FLOAT), u));
  }

  private static Operand momentum(Ops tf, double beta1, Operand step) {
    Operand half = tf.mul(power(tf, DECAY, step), 0.5);
    return tf.mul(tf.sub(tf.scalarLike(step, 1), half), beta1);
  }
}
