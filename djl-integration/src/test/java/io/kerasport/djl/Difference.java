package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far two tensors are apart.
 *
 * @param largest the largest difference of two elements
 * @param magnitude the largest element that was expected
 */
record Difference(double largest, double magnitude) {
  static Difference of(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double largest = 0;
    double magnitude = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs((double) found[i] - expected[i]));
      magnitude = Math.max(magnitude, Math.abs((double) expected[i]));
    }
    assertThat(magnitude).isPositive();
    return new Difference(largest, magnitude);
  }

  double relative() {
    return largest / magnitude;
  }
}
