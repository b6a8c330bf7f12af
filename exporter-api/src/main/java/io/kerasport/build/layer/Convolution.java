package io.kerasport.build.layer;

import io.kerasport.build.KerasLayer;

/** Convolutions. A size is one number for all axes or one for each. */
public final class Convolution extends KerasLayer<Convolution>
    implements ActivationSetting<Convolution>,
        KernelSettings<Convolution>,
        BiasSettings<Convolution> {
  private Convolution(String className) {
    super(className);
  }

  private static Convolution of(String className, long... kernelSize) {
    return new Convolution(className).set("kernel_size", Sizes.oneOrEach(kernelSize));
  }

  private static Convolution of(String className, long filters, long[] kernelSize) {
    return of(className, kernelSize).set("filters", filters);
  }

  /** Over 1 axis. */
  public static Convolution conv1D(long filters, long... kernelSize) {
    return of("Conv1D", filters, kernelSize);
  }

  /** Over 2 axes. */
  public static Convolution conv2D(long filters, long... kernelSize) {
    return of("Conv2D", filters, kernelSize);
  }

  /** Over 3 axes. */
  public static Convolution conv3D(long filters, long... kernelSize) {
    return of("Conv3D", filters, kernelSize);
  }

  /** The transpose of a convolution over 1 axis. */
  public static Convolution transposed1D(long filters, long... kernelSize) {
    return of("Conv1DTranspose", filters, kernelSize);
  }

  /** The transpose of a convolution over 2 axes. */
  public static Convolution transposed2D(long filters, long... kernelSize) {
    return of("Conv2DTranspose", filters, kernelSize);
  }

  /** The transpose of a convolution over 3 axes. */
  public static Convolution transposed3D(long filters, long... kernelSize) {
    return of("Conv3DTranspose", filters, kernelSize);
  }

  /** Each channel on its own, over 1 axis. */
  public static Convolution depthwise1D(long... kernelSize) {
    return of("DepthwiseConv1D", kernelSize);
  }

  /** Each channel on its own over 1 axis, then a mix of the channels. */
  public static Convolution separable1D(long filters, long... kernelSize) {
    return of("SeparableConv1D", filters, kernelSize);
  }

  /** Each channel on its own, over 2 axes. */
  public static Convolution depthwise2D(long... kernelSize) {
    return of("DepthwiseConv2D", kernelSize);
  }

  /** Each channel on its own over 2 axes, then a mix of the channels. */
  public static Convolution separable2D(long filters, long... kernelSize) {
    return of("SeparableConv2D", filters, kernelSize);
  }

  /** How far the kernel moves at each step, 1 otherwise. */
  public Convolution strides(long... sizes) {
    return set("strides", Sizes.oneOrEach(sizes));
  }

  /** {@code valid}, {@code same}, or {@code causal} over one axis; {@code valid} otherwise. */
  public Convolution padding(String kind) {
    return set("padding", kind);
  }

  /** The distance of the kernel's elements, 1 otherwise. */
  public Convolution dilationRate(long... sizes) {
    return set("dilation_rate", Sizes.oneOrEach(sizes));
  }

  /** Divides the channels into groups that are convolved on their own. */
  public Convolution groups(long count) {
    return set("groups", count);
  }

  /** How many outputs a depthwise or separable convolution makes of each channel. */
  public Convolution depthMultiplier(long count) {
    return set("depth_multiplier", count);
  }

  /** Takes channels behind the batch, not at the end. */
  public Convolution channelsFirst() {
    return set("data_format", "channels_first");
  }
}
