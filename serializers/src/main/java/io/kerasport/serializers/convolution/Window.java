package io.kerasport.serializers.convolution;

import io.kerasport.model.Config;
import io.kerasport.serializers.config.Padding;
import io.kerasport.serializers.config.Sizes;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a filter moves over an image. Every list has one number for each spatial axis.
 *
 * @param size the filter's size
 * @param strides steps between its positions
 * @param dilations steps between its elements
 * @param padding what happens at the border
 */
record Window(List<Long> size, List<Long> strides, List<Long> dilations, Padding padding) {
  private static final String PADDING = "padding";

  /**
   * Reads the entries all convolution layers have.
   *
   * @param axes the number of spatial axes
   * @throws io.kerasport.model.ConfigException if one is missing, or not positive
   */
  static Window of(Config config, int axes) {
    return new Window(
        Sizes.positives(config, "kernel_size", axes),
        Sizes.positives(config, "strides", axes, 1),
        Sizes.positives(config, "dilation_rate", axes, 1),
        isCausal(config, axes) ? Padding.VALID : Padding.of(config));
  }

  /** Whether a sequence is padded in front only, so that no step sees later ones. */
  static boolean isCausal(Config config, int axes) {
    return axes == 1 && "causal".equalsIgnoreCase(config.string(PADDING, ""));
  }

  int axes() {
    return size.size();
  }

  boolean isStrided() {
    return strides.stream().anyMatch(stride -> stride != 1);
  }

  boolean isDilated() {
    return dilations.stream().anyMatch(dilation -> dilation != 1);
  }

  /** From the first element of the filter to its last along an axis. */
  int reach(int axis) {
    return Math.toIntExact((size.get(axis) - 1) * dilations.get(axis));
  }

  /** How many elements of an image the filter spans along each axis. */
  List<Long> extents() {
    return IntStream.range(0, axes()).mapToObj(axis -> reach(axis) + 1L).toList();
  }

  int stride(int axis) {
    return Math.toIntExact(strides.get(axis));
  }

  int dilation(int axis) {
    return Math.toIntExact(dilations.get(axis));
  }

  /** The window of a sequence over the image whose only row is that sequence. */
  Window overOneRow() {
    // TensorFlow wants equal strides of some filters; one row leaves no room for a difference.
    return new Window(
        List.of(1L, size.get(0)),
        Collections.nCopies(2, strides.get(0)),
        List.of(1L, dilations.get(0)),
        padding);
  }

  /** The window without strides, dilation and padding. */
  Window plain() {
    List<Long> ones = Collections.nCopies(axes(), 1L);
    return new Window(size, ones, ones, Padding.VALID);
  }
}
