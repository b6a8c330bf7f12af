package io.kerasport.spi;

import io.kerasport.graph.TensorValue;

/**
 * A variable that an optimizer keeps for all variables together, such as {@code beta1_power}.
 *
 * @param name its name in Keras or TensorFlow
 * @param initial its value before the first step
 */
public record OptimizerScalar(String name, TensorValue initial) {}
