package io.kerasport.spi;

import io.kerasport.model.TensorSpec;

/**
 * A variable that an optimizer keeps beside each variable it trains.
 *
 * @param name its name in Keras, such as {@code momentum}
 * @param spec element type and shape, usually those of the trained variable
 * @param initial the value of every element before the first step
 * @param group where files store it: the slots of one group stand variable by variable, one group
 *     behind the other
 * @param copied whether it starts as a copy of the trained variable instead
 */
public record Slot(String name, TensorSpec spec, double initial, int group, boolean copied) {
  /** A slot that starts from one value. */
  public Slot(String name, TensorSpec spec, double initial, int group) {
    this(name, spec, initial, group, false);
  }

  /** A slot that starts from zeros, in the first group. */
  public static Slot zeros(String name, TensorSpec spec) {
    return new Slot(name, spec, 0, 0);
  }

  /** A slot that starts as a copy of the variable it is kept for, in the first group. */
  public static Slot copy(String name, TensorSpec spec) {
    return new Slot(name, spec, 0, 0, true);
  }
}
