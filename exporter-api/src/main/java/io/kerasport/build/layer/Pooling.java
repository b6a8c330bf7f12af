package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Pooling. A size is one number for all axes or one for each. */
public final class Pooling extends KerasLayer<Pooling> {
  private Pooling(String className) {
    super(className);
  }

  private static Pooling windows(String className, long... poolSize) {
    return new Pooling(className).set("pool_size", Sizes.oneOrEach(poolSize));
  }

  /** The largest of each window over 1 axis. */
  public static Pooling max1D(long... poolSize) {
    return windows("MaxPooling1D", poolSize);
  }

  /** The average of each window over 1 axis. */
  public static Pooling average1D(long... poolSize) {
    return windows("AveragePooling1D", poolSize);
  }

  /** The largest over 1 whole axis. */
  public static Pooling globalMax1D() {
    return new Pooling("GlobalMaxPooling1D");
  }

  /** The average over 1 whole axis. */
  public static Pooling globalAverage1D() {
    return new Pooling("GlobalAveragePooling1D");
  }

  /** The largest of each of a fixed number of windows over 1 axis. */
  public static Pooling adaptiveMax1D(long... outputSize) {
    return new Pooling("AdaptiveMaxPooling1D").set("output_size", Sizes.oneOrEach(outputSize));
  }

  /** The average of each of a fixed number of windows over 1 axis. */
  public static Pooling adaptiveAverage1D(long... outputSize) {
    return new Pooling("AdaptiveAveragePooling1D").set("output_size", Sizes.oneOrEach(outputSize));
  }

  /** The largest of each window over 2 axes. */
  public static Pooling max2D(long... poolSize) {
    return windows("MaxPooling2D", poolSize);
  }

  /** The average of each window over 2 axes. */
  public static Pooling average2D(long... poolSize) {
    return windows("AveragePooling2D", poolSize);
  }

  /** The largest over 2 whole axes. */
  public static Pooling globalMax2D() {
    return new Pooling("GlobalMaxPooling2D");
  }

  /** The average over 2 whole axes. */
  public static Pooling globalAverage2D() {
    return new Pooling("GlobalAveragePooling2D");
  }

  /** The largest of each of a fixed number of windows over 2 axes. */
  public static Pooling adaptiveMax2D(long... outputSize) {
    return new Pooling("AdaptiveMaxPooling2D").set("output_size", Sizes.oneOrEach(outputSize));
  }

  /** The average of each of a fixed number of windows over 2 axes. */
  public static Pooling adaptiveAverage2D(long... outputSize) {
    return new Pooling("AdaptiveAveragePooling2D").set("output_size", Sizes.oneOrEach(outputSize));
  }

  /** The largest of each window over 3 axes. */
  public static Pooling max3D(long... poolSize) {
    return windows("MaxPooling3D", poolSize);
  }

  /** The average of each window over 3 axes. */
  public static Pooling average3D(long... poolSize) {
    return windows("AveragePooling3D", poolSize);
  }

  /** The largest over 3 whole axes. */
  public static Pooling globalMax3D() {
    return new Pooling("GlobalMaxPooling3D");
  }

  /** The average over 3 whole axes. */
  public static Pooling globalAverage3D() {
    return new Pooling("GlobalAveragePooling3D");
  }

  /** The largest of each of a fixed number of windows over 3 axes. */
  public static Pooling adaptiveMax3D(long... outputSize) {
    return new Pooling("AdaptiveMaxPooling3D").set("output_size", Sizes.oneOrEach(outputSize));
  }

  /** The average of each of a fixed number of windows over 3 axes. */
  public static Pooling adaptiveAverage3D(long... outputSize) {
    return new Pooling("AdaptiveAveragePooling3D").set("output_size", Sizes.oneOrEach(outputSize));
  }

  /** How far the window moves at each step; its own size otherwise. */
  public Pooling strides(long... sizes) {
    return set("strides", Sizes.oneOrEach(sizes));
  }

  /** {@code valid} or {@code same}; {@code valid} otherwise. */
  public Pooling padding(String kind) {
    return set("padding", kind);
  }

  /** Keeps the axes of a global pooling, with size 1. */
  public Pooling keepDims() {
    return set("keepdims", true);
  }

  /** Takes channels behind the batch, not at the end. */
  public Pooling channelsFirst() {
    return set("data_format", "channels_first");
  }
}
