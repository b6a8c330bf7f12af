package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Layers that prepare raw data. */
public final class Preprocessing extends KerasLayer<Preprocessing> {
  private Preprocessing(String className) {
    super(className);
  }

  /** {@code scale · x + offset}. */
  public static Preprocessing rescaling(double scale, double offset) {
    return new Preprocessing("Rescaling").set("scale", scale).set("offset", offset);
  }

  /** {@code (x - mean) / √variance}, along the last axis. */
  public static Preprocessing normalization(double[] mean, double[] variance) {
    return new Preprocessing("Normalization").set("mean", mean).set("variance", variance);
  }

  /** Integers as vectors with ones: {@code multi_hot}, {@code one_hot} or {@code count}. */
  public static Preprocessing categoryEncoding(long tokens, String outputMode) {
    return new Preprocessing("CategoryEncoding")
        .set("num_tokens", tokens)
        .set("output_mode", outputMode);
  }

  /** Images in another size. */
  public static Preprocessing resizing(long height, long width) {
    return new Preprocessing("Resizing").set("height", height).set("width", width);
  }

  /** The middle of images. */
  public static Preprocessing centerCrop(long height, long width) {
    return new Preprocessing("CenterCrop").set("height", height).set("width", width);
  }
}
