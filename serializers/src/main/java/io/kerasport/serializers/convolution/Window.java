package io.kerasport.serializers.convolution;

import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.serializers.config.Padding;
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
   * @throws ConfigException if one is missing, or not positive
   */
  static Window of(Config config) {
    return new Window(
        pair(config, "kernel_size"),
        config.has("strides") ? pair(config, "strides") : ONES,
        config.has("dilation_rate") ? pair(config, "dilation_rate") : ONES,
        Padding.of(config));
  }

  private static List<Long> pair(Config config, String key) {
    List<Long> pair = config.integers(key, 2);
    if (pair.stream().anyMatch(value -> value < 1)) {
      throw new ConfigException(key, "positive", pair);
    }
    return pair;
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
