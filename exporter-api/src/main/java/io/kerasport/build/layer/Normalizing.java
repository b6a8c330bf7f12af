package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Layers that bring their inputs to mean 0 and variance 1, or to length 1. */
public final class Normalizing extends KerasLayer<Normalizing> {
  private Normalizing(String className) {
    super(className);
  }

  /** Over the batch while training, by moving averages otherwise. */
  public static Normalizing batch() {
    return new Normalizing("BatchNormalization");
  }

  /** Over the last axis of each sample. */
  public static Normalizing layer() {
    return new Normalizing("LayerNormalization");
  }

  /** Over groups of channels of each sample. */
  public static Normalizing group(long groups) {
    return new Normalizing("GroupNormalization").set("groups", groups);
  }

  /** By the root of the mean of the squares. */
  public static Normalizing rms() {
    return new Normalizing("RMSNormalization");
  }

  /** To length 1. */
  public static Normalizing unit() {
    return new Normalizing("UnitNormalization");
  }

  /** The axis, or axes, that are normalized; the last one otherwise. */
  public Normalizing axis(long... axes) {
    return set("axis", Sizes.oneOrEach(axes));
  }

  /** What is added to the variance. */
  public Normalizing epsilon(double small) {
    return set("epsilon", small);
  }

  /** How much of the moving averages a training step keeps. */
  public Normalizing momentum(double kept) {
    return set("momentum", kept);
  }

  /** Leaves the trained offset out. */
  public Normalizing withoutCenter() {
    return set("center", false);
  }

  /** Leaves the trained factor out. */
  public Normalizing withoutScale() {
    return set("scale", false);
  }
}
