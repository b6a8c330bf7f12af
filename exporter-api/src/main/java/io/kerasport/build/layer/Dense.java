package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Every output is a weighted sum of all inputs: {@code activation(x · kernel + bias)}. */
public final class Dense extends KerasLayer<Dense>
    implements ActivationSetting<Dense>, KernelSettings<Dense>, BiasSettings<Dense> {
  private Dense() {
    super("Dense");
  }

  /** A layer with so many outputs. */
  public static Dense units(long units) {
    return new Dense().set("units", units);
  }
}
