package io.kerasport.serializers.optimizer;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerFamily;
import io.kerasport.spi.OptimizerFinishCall;

/** The optimizers of Keras 3, which are those of Keras 2 from 2.11 on as well. */
abstract class CurrentOptimizer implements Optimizer {
  private static final double LEARNING_RATE = 0.001;
  static final double EPSILON = 1e-7;

  @Override
  public OptimizerFamily family(ObjectDescription optimizer) {
    return optimizer.isKeras2() ? OptimizerFamily.KERAS_2 : OptimizerFamily.KERAS_3;
  }

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return LEARNING_RATE;
  }

  /** The number of this step, counted from 1. */
  static Operand step(OptimizerFinishCall call, DType dtype) {
    Ops tf = call.ops();
    return tf.add(tf.cast(call.iterations(), dtype), 1);
  }

  /** {@code base^exponent}. */
  static Operand power(Ops tf, double base, Operand exponent) {
    return tf.math().pow(tf.scalarLike(exponent, base), exponent);
  }

  /** {@code average + (value − average) · rate}. */
  static Operand towards(Ops tf, Operand average, Operand value, double rate) {
    return tf.add(average, tf.mul(tf.sub(value, average), rate));
  }

  /** {@code rho · average + (1 − rho) · value}. */
  static Operand decayed(Ops tf, Operand average, Operand value, double rho) {
    return tf.add(tf.mul(average, rho), tf.mul(value, 1 - rho));
  }
}
