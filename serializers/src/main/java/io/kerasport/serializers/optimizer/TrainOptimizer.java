package io.kerasport.serializers.optimizer;

import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerFamily;
import java.util.Optional;

/**
 * The optimizers of {@code tf.compat.v1.train}, called by their class names and set by the
 * arguments of their constructors.
 */
abstract class TrainOptimizer implements Optimizer {
  private static final double LEARNING_RATE = 0.001;

  @Override
  public OptimizerFamily family(ObjectDescription optimizer) {
    return OptimizerFamily.TF_TRAIN;
  }

  @Override
  public double defaultLearningRate(ObjectDescription optimizer) {
    return LEARNING_RATE;
  }

  @Override
  public Optional<Double> weightDecay(
      ObjectDescription optimizer, String path, TensorSpec variable) {
    return Optional.empty();
  }
}
