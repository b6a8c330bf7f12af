package io.kerasport.serializers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import io.kerasport.spi.Initializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {
  private static final Map<String, Initializer> ALL =
      LayerUnderTest.INJECTOR.getInstance(Key.get(new TypeLiteral<Map<String, Initializer>>() {}));
  private static final Shape LARGE = Shape.of(300, 200);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Constant",
        "constant",
        "Zeros",
        "zeros",
        "zero",
        "Ones",
        "ones",
        "one",
        "RandomNormal",
        "random_normal",
        "normal",
        "RandomUniform",
        "random_uniform",
        "uniform",
        "TruncatedNormal",
        "truncated_normal",
        "VarianceScaling",
        "variance_scaling",
        "GlorotNormal",
        "glorot_normal",
        "GlorotUniform",
        "glorot_uniform",
        "HeNormal",
        "he_normal",
        "HeUniform",
        "he_uniform",
        "LecunNormal",
        "lecun_normal",
        "LecunUniform",
        "lecun_uniform",
        "Orthogonal",
        "orthogonal",
        "OrthogonalInitializer",
        "Identity",
        "identity",
        "IdentityInitializer",
        "GlorotUniformV2",
        "ZerosV2",
        "he_normalV2"
      })
  void isKnownByEveryNameThatFilesUse(String name) throws IOException {
    assertThat(values(name, Shape.of(3, 2))).hasSize(6);
  }

  @Test
  void fillsWithAConstant() throws IOException {
    assertThat(values("Zeros", Shape.of(2))).containsExactly(0, 0);
    assertThat(values("Ones", Shape.of(2))).containsExactly(1, 1);
    assertThat(values("Constant", Shape.of(2), "value", 2.5)).containsExactly(2.5f, 2.5f);
  }

  @Test
  void fillsWithTheNumbersOfTheConfiguration() throws IOException {
    List<List<Double>> numbers = List.of(List.of(1.0, 2.0), List.of(3.0, 4.0));
    assertThat(values("Constant", Shape.of(2, 2), "value", numbers)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refusesNumbersOfAnotherShape() {
    assertThatThrownBy(() -> values("Constant", Shape.of(3), "value", List.of(1.0, 2.0)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("(3,)");
  }

  @Test
  void identityHasItsGainOnTheDiagonal() throws IOException {
    assertThat(values("Identity", Shape.of(2, 3), "gain", 2.0)).containsExactly(2, 0, 0, 0, 2, 0);
  }

  @Test
  void identityIsForMatricesOnly() {
    assertThatThrownBy(() -> values("Identity", Shape.of(3)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Identity for float32(3,)");
  }

  /** Variances follow Keras' definitions with fan_in 300 and fan_out 200. */
  @ParameterizedTest
  @CsvSource({
    "GlorotUniform, 0.004",
    "GlorotNormal, 0.004",
    "HeUniform, 0.0066667",
    "HeNormal, 0.0066667",
    "LecunUniform, 0.0033333",
    "LecunNormal, 0.0033333",
    "RandomNormal, 0.0025",
    "RandomUniform, 0.00083333",
    "TruncatedNormal, 0.0019343"
  })
  void hasTheVarianceOfItsDefinition(String name, double variance) throws IOException {
    float[] values = values(name, LARGE);
    assertThat(mean(values)).isCloseTo(0, within(5 * Math.sqrt(variance / values.length)));
    assertThat(variance(values)).isCloseTo(variance, within(variance * 0.03));
  }

  @Test
  void takesScaleModeAndDistributionFromTheConfiguration() throws IOException {
    float[] values =
        values(
            "VarianceScaling",
            LARGE,
            "scale",
            2.0,
            "mode",
            "fan_out",
            "distribution",
            "untruncated_normal");
    assertThat(variance(values)).isCloseTo(0.01, within(0.0003));
  }

  @Test
  void countsTheWindowOfAConvolutionAmongItsUnits() throws IOException {
    // fan_in 3·3·64, so the limit is sqrt(3 / 576).
    float[] values = values("LecunUniform", Shape.of(3, 3, 64, 32));
    assertThat(max(values)).isCloseTo(Math.sqrt(3.0 / 576), within(1e-4));
  }

  @Test
  void countsTheAxesThatKeras3NamesAsUnits() throws IOException {
    float[] values =
        values(
            "LecunUniform",
            Shape.of(8, 50, 20),
            "input_axes",
            List.of(0, 1),
            "output_axes",
            List.of(2));
    assertThat(max(values)).isCloseTo(Math.sqrt(3.0 / 400), within(1e-3));
  }

  @Test
  void truncatesAtTwoDeviations() throws IOException {
    assertThat(max(values("TruncatedNormal", LARGE, "stddev", 0.5))).isBetween(0.98, 1.0);
  }

  @Test
  void staysWithinUniformBounds() throws IOException {
    float[] values = values("RandomUniform", LARGE, "minval", 2.0, "maxval", 3.0);
    Arrays.sort(values);
    assertThat(values[0]).isBetween(2f, 2.001f);
    assertThat(values[values.length - 1]).isBetween(2.999f, 3f);
  }

  @ParameterizedTest
  @CsvSource({"40, 12", "12, 40"})
  void orthogonalVectorsHaveTheGainAsLength(int rows, int columns) throws IOException {
    float[] values = values("Orthogonal", Shape.of(rows, columns), "gain", 2.0);
    int count = Math.min(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          dot +=
              rows >= columns
                  ? values[k * columns + i] * values[k * columns + j]
                  : values[i * columns + k] * values[j * columns + k];
        }
        assertThat(dot).isCloseTo(i == j ? 4 : 0, within(1e-5));
      }
    }
  }

  @Test
  void orthogonalMatricesStaySmallEnoughForMemory() {
    assertThatThrownBy(() -> values("Orthogonal", Shape.of(1 << 20, 1 << 20)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Orthogonal for float32(1048576, 1048576)");
  }

  @Test
  void givesEqualBytesForEqualSeedsAndOthersForOthers() throws IOException {
    Initializer glorot = initializer("GlorotUniform");
    TensorSpec spec = new TensorSpec(DType.FLOAT, Shape.of(4, 4));
    WeightData first = glorot.values(spec, Config.empty(), 7);
    assertThat(bytes(first)).isEqualTo(bytes(first));
    assertThat(bytes(glorot.values(spec, Config.empty(), 7))).isEqualTo(bytes(first));
    assertThat(bytes(glorot.values(spec, Config.empty(), 8))).isNotEqualTo(bytes(first));
  }

  @Test
  void prefersTheSeedOfTheConfiguration() throws IOException {
    Initializer normal = initializer("RandomNormal");
    TensorSpec spec = new TensorSpec(DType.FLOAT, Shape.of(4));
    Config seeded = LayerUnderTest.config("seed", 3);
    Config generator =
        LayerUnderTest.config(
            "seed", LayerUnderTest.config("config", LayerUnderTest.config("seed", 3)));
    byte[] expected = bytes(normal.values(spec, Config.empty(), 3));
    assertThat(bytes(normal.values(spec, seeded, 7))).isEqualTo(expected);
    assertThat(bytes(normal.values(spec, generator, 7))).isEqualTo(expected);
  }

  @Test
  void writesEveryFloatingType() throws IOException {
    assertThat(
            bytes(
                initializer("Ones")
                    .values(new TensorSpec(DType.HALF, Shape.of(1)), Config.empty(), 0)))
        .containsExactly(0x00, 0x3c);
    assertThat(
            bytes(
                initializer("Ones")
                    .values(new TensorSpec(DType.DOUBLE, Shape.of(1)), Config.empty(), 0)))
        .containsExactly(0, 0, 0, 0, 0, 0, 0xf0, 0x3f);
  }

  @Test
  void refusesADistributionThatDoesNotExist() {
    assertThatThrownBy(() -> values("VarianceScaling", LARGE, "distribution", "cauchy"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("\"cauchy\"");
  }

  private static Initializer initializer(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  private static float[] values(String name, Shape shape, Object... config) throws IOException {
    TensorSpec spec = new TensorSpec(DType.FLOAT, shape);
    byte[] bytes = bytes(initializer(name).values(spec, LayerUnderTest.config(config), 11));
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static byte[] bytes(WeightData data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    data.writeTo(Channels.newChannel(bytes));
    return bytes.toByteArray();
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double variance(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / values.length;
  }

  private static double max(float[] values) {
    double max = 0;
    for (float value : values) {
      max = Math.max(max, Math.abs(value));
    }
    return max;
  }
}
