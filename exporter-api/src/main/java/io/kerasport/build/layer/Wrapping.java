package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Layers around a layer. */
public final class Wrapping extends KerasLayer<Wrapping> {
  private Wrapping(String className, KerasLayer<?> inner) {
    super(className);
    set("layer", inner);
  }

  /** A recurrent layer over the steps in both directions. */
  public static Wrapping bidirectional(KerasLayer<?> layer) {
    return new Wrapping("Bidirectional", layer);
  }

  /** A layer at each step. */
  public static Wrapping timeDistributed(KerasLayer<?> layer) {
    return new Wrapping("TimeDistributed", layer);
  }

  /** A layer whose kernel training divides by its spectral norm, found by iteration. */
  public static Wrapping spectralNormalization(KerasLayer<?> layer) {
    return new Wrapping("SpectralNormalization", layer);
  }

  /** How often the spectral norm's vector is improved in a training step. */
  public Wrapping powerIterations(int count) {
    return set("power_iterations", count);
  }

  /** How both directions are merged: {@code concat}, {@code sum}, {@code mul}, {@code ave}. */
  public Wrapping mergeMode(String mode) {
    return set("merge_mode", mode);
  }

  /** The layer for the backward direction, instead of a copy of the other one. */
  public Wrapping backwardLayer(KerasLayer<?> layer) {
    return set("backward_layer", layer);
  }
}
