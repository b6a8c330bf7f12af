package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.model.ConfigException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoiseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SpatialDropout1D",
        "SpatialDropout2D",
        "SpatialDropout3D",
        "AlphaDropout",
        "GaussianDropout"
      })
  void isTheIdentityOutsideOfTraining(String layer) {
    assertThat(LayerUnderTest.keras3(layer, "rate", 0.4).on(-1, 3, 2).nodes())
        .containsExactly("= x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SpatialDropout1D", "AlphaDropout", "GaussianDropout"})
  void refusesARateAboveOne(String layer) {
    LayerUnderTest noise = LayerUnderTest.keras2(layer, "rate", 1.5);

    assertThatThrownBy(noise::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`rate` should be between 0 and 1");
  }

  @Test
  void spatialDropoutDropsWholeChannels() {
    assertThat(
            LayerUnderTest.keras3("SpatialDropout2D", "rate", 0.5)
                .inTraining()
                .on(-1, 4, 5, 3)
                .nodes())
        .contains("dropout/stack = Pack(dropout/strided_slice, 1, 1, 3) axis=0");
    assertThat(
            LayerUnderTest.keras3("SpatialDropout2D", "rate", 0.5, "data_format", "channels_first")
                .inTraining()
                .on(-1, 4, 5, 3)
                .nodes())
        .contains("dropout/stack = Pack(dropout/strided_slice, 4, 1, 1) axis=0");
  }

  @Test
  void gaussianNoiseAddsToTheInputInTraining() {
    assertThat(
            LayerUnderTest.keras3("GaussianNoise", "stddev", 0.5, "seed", 4)
                .inTraining()
                .on(2, 3)
                .nodes())
        .containsExactly(
            "noise/random_normal = RandomStandardNormal([2, 3]) dtype=FLOAT seed=4 seed2=4",
            "noise/mul = Mul(noise/random_normal, 0.5)",
            "noise/add = AddV2(x, noise/mul)");
  }

  @Test
  void gaussianDropoutMultipliesWithDeviationOfItsRate() {
    assertThat(LayerUnderTest.keras3("GaussianDropout", "rate", 0.5).inTraining().on(2, 3).nodes())
        .contains(
            "dropout/mul = Mul(dropout/random_normal, 1.0)",
            "dropout/add = AddV2(dropout/mul, 1.0)",
            "dropout/mul_1 = Mul(x, dropout/add)");
  }

  /**
   * With rate r, SATURATION s and a: mean a·(r·s) + b = 0, variance a²·((1-r) + r·(1-r)·s²) = 1.
   */
  @Test
  void alphaDropoutKeepsMeanAndVariance() {
    double rate = 0.2;
    double saturation = -1.7580993408473766;
    double a = 1 / Math.sqrt((1 - rate) * (1 + rate * saturation * saturation));
    List<String> nodes =
        LayerUnderTest.keras3("AlphaDropout", "rate", rate).inTraining().on(2, 3).nodes();

    assertThat(nodes)
        .contains(
            "dropout/GreaterEqual = GreaterEqual(dropout/random_uniform, 0.2)",
            "dropout/SelectV2 = SelectV2(dropout/GreaterEqual, x, " + (float) saturation + ")",
            "dropout/mul = Mul(dropout/SelectV2, " + (float) a + ")",
            "dropout/add = AddV2(dropout/mul, " + (float) (-a * saturation * rate) + ")");
  }

  @Test
  void refusesANegativeDeviation() {
    LayerUnderTest noise = LayerUnderTest.keras3("GaussianNoise", "stddev", -0.1);

    assertThatThrownBy(noise::unsupported)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`stddev`");
  }
}
