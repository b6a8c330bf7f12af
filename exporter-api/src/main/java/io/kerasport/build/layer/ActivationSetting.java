package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;
import io.kerasport.build.Settable;

/** The activation of a layer's results. */
interface ActivationSetting<S> extends Settable<S> {

  /** A function by its name, such as {@code relu}. */
  default S activation(String function) {
    return set("activation", function);
  }

  /** A layer as activation, such as {@link Activation#leakyRelu}. */
  default S activation(KerasLayer<?> layer) {
    return set("activation", layer);
  }
}
