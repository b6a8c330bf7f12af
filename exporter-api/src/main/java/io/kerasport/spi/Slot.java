package io.kerasport.spi;

import io.kerasport.model.TensorSpec;

/**
 * A variable that an optimizer keeps beside each variable it trains.
 *
 * @param name its name in Keras, such as {@code momentum}
 * @param spec element type and shape, usually those of the trained variable
 * @param initial the value of every element before the first step
 */
public record Slot(String name, TensorSpec spec, double initial) {}
