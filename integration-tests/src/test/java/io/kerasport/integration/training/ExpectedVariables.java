package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.integration.keras.NpzArrays;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * The variables that Keras had after a step.
 *
 * @param arrays holds them
 * @param prefix what their names begin with, besides the name of the variable
 */
record ExpectedVariables(NpzArrays arrays, String prefix) {
  /** Relative to the largest magnitude of a variable. */
  static final double TOLERANCE = 1e-5;

  /** Checks every variable, of which there must be so many at least. */
  void assertEqual(Map<String, double[]> found, int atLeast) {
    List<String> names =
        arrays.names().stream()
            .filter(name -> name.startsWith(prefix) && !name.endsWith("/loss"))
            .toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(atLeast);
    for (String name : names) {
      double[] expected = arrays.values(name);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      assertThat(Objects.requireNonNull(found.get(name.substring(prefix.length()))))
          .as(name)
          .containsExactly(expected, within(TOLERANCE * Math.max(largest, 1e-3)));
    }
  }

  /**
   * Checks every variable to within the tolerance itself.
   *
   * @param found a variable by its name; null if there is none
   * @return the names
   */
  List<String> assertClose(Function<String, double @Nullable []> found) {
    List<String> names = arrays.names().stream().filter(name -> name.startsWith(prefix)).toList();
    SoftAssertions all = new SoftAssertions();
    for (String name : names) {
      String own = name.substring(prefix.length());
      all.assertThat(Objects.requireNonNull(found.apply(own), name))
          .as(name)
          .containsExactly(arrays.values(name), within(TOLERANCE));
    }
    all.assertAll();
    return names;
  }

  /** Checks the loss before the step. */
  void assertLoss(double loss) {
    assertThat(loss).isCloseTo(arrays.values(prefix + "loss")[0], within(TOLERANCE));
  }
}
