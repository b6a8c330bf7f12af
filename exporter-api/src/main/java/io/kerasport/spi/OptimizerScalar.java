package io.kerasport.spi;

import io.kerasport.graph.TensorValue;

/**
 * A variable that an optimizer keeps for all variables together, such as {@code beta1_power}.
 *
 * @param name its name in Keras or TensorFlow
 * @param initial its value before the first step
 * @param stored whether model files hold it
 */
public record OptimizerScalar(String name, TensorValue initial, boolean stored) {}
