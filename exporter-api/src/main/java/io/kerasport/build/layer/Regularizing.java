package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Layers that only act while training: they drop or disturb what goes through, or penalize it. */
public final class Regularizing extends KerasLayer<Regularizing> {
  private Regularizing(String className) {
    super(className);
  }

  private static Regularizing rate(String className, double rate) {
    return new Regularizing(className).set("rate", rate);
  }

  /** Sets a share of the elements to 0. */
  public static Regularizing dropout(double rate) {
    return rate("Dropout", rate);
  }

  /** Sets a share of the channels of sequences to 0. */
  public static Regularizing spatialDropout1D(double rate) {
    return rate("SpatialDropout1D", rate);
  }

  /** Sets a share of the channels of images to 0. */
  public static Regularizing spatialDropout2D(double rate) {
    return rate("SpatialDropout2D", rate);
  }

  /** Sets a share of the channels of volumes to 0. */
  public static Regularizing spatialDropout3D(double rate) {
    return rate("SpatialDropout3D", rate);
  }

  /** Drops a share of the elements so that mean and variance stay, for SELU networks. */
  public static Regularizing alphaDropout(double rate) {
    return rate("AlphaDropout", rate);
  }

  /** Multiplies by normal noise around 1. */
  public static Regularizing gaussianDropout(double rate) {
    return rate("GaussianDropout", rate);
  }

  /** Adds normal noise. */
  public static Regularizing gaussianNoise(double deviation) {
    return new Regularizing("GaussianNoise").set("stddev", deviation);
  }

  /** Adds the size of what goes through to the loss. */
  public static Regularizing activity(double l1, double l2) {
    return new Regularizing("ActivityRegularization").set("l1", l1).set("l2", l2);
  }

  /** Fixes the seed of what is random. */
  public Regularizing seed(long fixed) {
    return set("seed", fixed);
  }
}
