package io.kerasport.run;

import java.util.Optional;

/**
 * How to run a model.
 *
 * @param device where; empty for what the configuration says with {@code kerasport.device}
 */
public record RunOptions(Optional<Device> device) {
  /** As it is configured. */
  public static RunOptions defaults() {
    return new RunOptions(Optional.empty());
  }

  /** On a device, whatever is configured. */
  public static RunOptions on(Device device) {
    return new RunOptions(Optional.of(device));
  }
}
