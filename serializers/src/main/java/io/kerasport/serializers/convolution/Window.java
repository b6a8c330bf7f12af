package io.kerasport.serializers.convolution;

import io.kerasport.model.Config;
import io.kerasport.serializers.config.Padding;
import io.kerasport.serializers.config.Sizes;
import java.util.List;

/**
 * How a filter moves over an image. Every pair is height and width.
 *
 * @param size the filter's size
 * @param strides steps between its positions
 * @param dilations steps between its elements
 * @param padding what happens at the border
 */
record Window(List<Long> size, List<Long> strides, List<Long> dilations, Padding padding) {
  private static final List<Long> ONES = List.of(1L, 1L);

  /**
   * Reads the entries all convolution layers have.
   *
   * @throws io.kerasport.model.ConfigException if one is missing, or not positive
   */
  static Window of(Config config) {
    return new Window(
        Sizes.positivePair(config, "kernel_size"),
        Sizes.positivePair(config, "strides", 1),
        Sizes.positivePair(config, "dilation_rate", 1),
        Padding.of(config));
  }

  long height() {
    return size.get(0);
  }

  long width() {
    return size.get(1);
  }

  boolean isStrided() {
    return !strides.equals(ONES);
  }

  boolean isDilated() {
    return !dilations.equals(ONES);
  }
}
