package io.kerasport.integration.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Compares numbers with those of Keras. */
final class Closeness {
  private static final double SMALLEST_SCALE = 1e-3;

  private Closeness() {}

  /**
   * Asserts that numbers are equal but for rounding.
   *
   * @param tolerance relative to the largest magnitude
   */
  static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
    double largest =
        Arrays.stream(expected).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    assertThat(actual)
        .as(what)
        .usingComparatorWithPrecision(tolerance * Math.max(largest, SMALLEST_SCALE))
        .containsExactly(expected);
  }
}
