package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Layers that change shapes, not values. */
public final class Reshaping extends KerasLayer<Reshaping> {
  private Reshaping(String className) {
    super(className);
  }

  /** All axes but the batch as one. */
  public static Reshaping flatten() {
    return new Reshaping("Flatten");
  }

  /** Another shape of as many elements; one size may be -1. */
  public static Reshaping reshape(long... shape) {
    return new Reshaping("Reshape").set("target_shape", shape);
  }

  /** The axes in another order, counted from 1 without the batch. */
  public static Reshaping permute(long... order) {
    return new Reshaping("Permute").set("dims", order);
  }

  /** A vector as so many equal steps. */
  public static Reshaping repeatVector(long times) {
    return new Reshaping("RepeatVector").set("n", times);
  }

  /** What comes in. */
  public static Reshaping identity() {
    return new Reshaping("Identity");
  }

  /** Marks steps whose elements all have this value as not there. */
  public static Reshaping masking(double value) {
    return new Reshaping("Masking").set("mask_value", value);
  }

  /** Cuts the borders of 1 axis. */
  public static Reshaping cropping1D(long... border) {
    return borders("Cropping1D", "cropping", border);
  }

  /** Puts zeros around 1 axis. */
  public static Reshaping zeroPadding1D(long... border) {
    return borders("ZeroPadding1D", "padding", border);
  }

  /** Repeats elements along 1 axis. */
  public static Reshaping upSampling1D(long... size) {
    return borders("UpSampling1D", "size", size);
  }

  /** Cuts the borders of 2 axes. */
  public static Reshaping cropping2D(long... border) {
    return borders("Cropping2D", "cropping", border);
  }

  /** Puts zeros around 2 axes. */
  public static Reshaping zeroPadding2D(long... border) {
    return borders("ZeroPadding2D", "padding", border);
  }

  /** Repeats elements along 2 axes. */
  public static Reshaping upSampling2D(long... size) {
    return borders("UpSampling2D", "size", size);
  }

  /** Cuts the borders of 3 axes. */
  public static Reshaping cropping3D(long... border) {
    return borders("Cropping3D", "cropping", border);
  }

  /** Puts zeros around 3 axes. */
  public static Reshaping zeroPadding3D(long... border) {
    return borders("ZeroPadding3D", "padding", border);
  }

  /** Repeats elements along 3 axes. */
  public static Reshaping upSampling3D(long... size) {
    return borders("UpSampling3D", "size", size);
  }

  private static Reshaping borders(String className, String key, long... sizes) {
    return new Reshaping(className).set(key, Sizes.oneOrEach(sizes));
  }

  /** {@code nearest} or, for images, another way to find the elements between. */
  public Reshaping interpolation(String kind) {
    return set("interpolation", kind);
  }

  /** Takes channels behind the batch, not at the end. */
  public Reshaping channelsFirst() {
    return set("data_format", "channels_first");
  }
}
