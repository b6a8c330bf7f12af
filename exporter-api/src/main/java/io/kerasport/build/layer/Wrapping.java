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

  /** How both directions are merged: {@code concat}, {@code sum}, {@code mul}, {@code ave}. */
  public Wrapping mergeMode(String mode) {
    return set("merge_mode", mode);
  }

  /** The layer for the backward direction, instead of a copy of the other one. */
  public Wrapping backwardLayer(KerasLayer<?> layer) {
    return set("backward_layer", layer);
  }
}
