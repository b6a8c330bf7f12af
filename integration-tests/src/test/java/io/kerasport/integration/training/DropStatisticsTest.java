package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * What layers make of ones in a training step: how much they drop, what they drop together, and
 * what remains. Every bound is six standard deviations wide.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DropStatisticsTest {
  private static final int SAMPLES = 64;
  private static final int STEPS = 3;
  private static final int FEATURES = 64;
  private static final int CHANNELS = 8;
  private static final double RATE = 0.25;
  private static final double KEPT = 1 / (1 - RATE);
  private static final double DEVIATION = 0.3;
  private static final double SURE = 6;
  private static final double TOLERANCE = 1e-5;

  private final Map<String, RunnableGraph> graphs = new HashMap<>();

  @BeforeAll
  void export(@TempDir Path directory) {
    for (String writer : List.of("keras", "tf_keras")) {
      KerasportRuntime runtime =
          Runtimes.through(writer.equals("keras") ? "pure-java" : "tensorflow");
      Model model = runtime.reader().read(TrainingFixture.file("dropping_" + writer + ".keras"));
      Path export = runtime.exporter().export(model, directory.resolve(writer)).path();
      graphs.put(writer, RunnableGraph.load(export, "train"));
    }
  }

  @AfterAll
  void close() {
    graphs.values().forEach(RunnableGraph::close);
  }

  private double[] drawn(String writer, String output) {
    float[] ones = new float[SAMPLES * STEPS * FEATURES];
    Arrays.fill(ones, 1);
    try (Tensor x =
        TFloat32.tensorOf(Shape.of(SAMPLES, STEPS, FEATURES), DataBuffers.of(ones, true, false))) {
      return Objects.requireNonNull(graphs.get(writer))
          .fetch("predictions/" + output, Map.of("x", x));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void dropoutDropsEveryElementByItself(String writer) {
    assertDropped(drawn(writer, "dropout"), SAMPLES * STEPS * FEATURES, element -> element);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void spatialDropoutDropsChannelsInAllOfTheirPlaces(String writer) {
    assertDropped(
        drawn(writer, "spatial1d"),
        SAMPLES * FEATURES,
        element -> element / (STEPS * FEATURES) * FEATURES + element % FEATURES);
    IntUnaryOperator channel =
        element -> element / (STEPS * FEATURES) * CHANNELS + element % CHANNELS;
    assertDropped(drawn(writer, "spatial2d"), SAMPLES * CHANNELS, channel);
    assertDropped(drawn(writer, "spatial3d"), SAMPLES * CHANNELS, channel);
  }

  /** Checks that each group is dropped as a whole or kept as a whole, and how many are dropped. */
  private static void assertDropped(double[] values, int groups, IntUnaryOperator group) {
    double[] first = new double[groups];
    Arrays.fill(first, Double.NaN);
    for (int i = 0; i < values.length; i++) {
      int of = group.applyAsInt(i);
      if (Double.isNaN(first[of])) {
        assertThat(values[i]).isIn(0.0, (double) (float) KEPT);
        first[of] = values[i];
      }
      assertThat(values[i]).isEqualTo(first[of]);
    }
    assertCount(Arrays.stream(first).filter(value -> value == 0).count(), groups, RATE);
  }

  private static void assertCount(long found, int of, double probability) {
    double deviation = Math.sqrt(of * probability * (1 - probability));
    assertThat((double) found).isCloseTo(of * probability, within(SURE * deviation));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void gaussianLayersDrawFromTheNormalDistribution(String writer) {
    assertNormal(drawn(writer, "gaussian_dropout"), Math.sqrt(RATE / (1 - RATE)));
    assertNormal(drawn(writer, "gaussian_noise"), DEVIATION);
  }

  private static void assertNormal(double[] values, double deviation) {
    int count = values.length;
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - 1) * (value - 1)).sum();
    double error = deviation / Math.sqrt(count);
    assertThat(mean).isCloseTo(1, within(SURE * error));
    assertThat(Math.sqrt(squares / count))
        .isCloseTo(deviation, within(SURE * error / Math.sqrt(2)));
    long near = Arrays.stream(values).filter(value -> Math.abs(value - 1) < deviation).count();
    assertCount(near, count, 0.6826895);
  }

  /** What is dropped becomes as small as SELU gets; then mean and variance are mended. */
  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void alphaDropoutDropsToTheFloorOfSelu(String writer) {
    double floor = -1.7580993408473766;
    double scale = 1 / Math.sqrt((1 - RATE) * (1 + RATE * floor * floor));
    double shift = -scale * RATE * floor;
    double[] values = drawn(writer, "alpha_dropout");
    double kept = scale + shift;
    double dropped = scale * floor + shift;
    long found = 0;
    for (double value : values) {
      boolean isKept = Math.abs(value - kept) < TOLERANCE;
      assertThat(isKept || Math.abs(value - dropped) < TOLERANCE).isTrue();
      found += isKept ? 0 : 1;
    }
    assertCount(found, values.length, RATE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void lstmsDropInputsAlikeInAllSteps(String writer) {
    assertCells(drawn(writer, "lstm_inputs"), mask -> lstm(mask, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void lstmsDropStatesAlikeInAllSteps(String writer) {
    assertCells(drawn(writer, "lstm_states"), mask -> lstm(0, mask));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void grusDropInputsAlikeInAllSteps(String writer) {
    assertCells(drawn(writer, "gru_inputs"), mask -> gru(mask, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras", "tf_keras"})
  void grusDropStatesAlikeInAllSteps(String writer) {
    assertCells(drawn(writer, "gru_states"), mask -> gru(0, mask));
  }

  /**
   * The outputs of a unit in all steps, by what its input and its state are multiplied with. Its
   * first gate sees one of them, all gates have a bias of a half, and no function bends.
   */
  private static double[] lstm(double input, double state) {
    double[] outputs = new double[STEPS];
    double h = 0;
    double c = 0;
    for (int step = 0; step < STEPS; step++) {
      c = 0.5 * c + (0.5 + input + state * h) * 0.5;
      h = 0.5 * c;
      outputs[step] = h;
    }
    return outputs;
  }

  private static double[] gru(double input, double state) {
    double[] outputs = new double[STEPS];
    double h = 0;
    for (int step = 0; step < STEPS; step++) {
      double update = 0.5 + input + state * h;
      h = update * h + (1 - update) * 0.5;
      outputs[step] = h;
    }
    return outputs;
  }

  private static void assertCells(double[] values, DoubleFunction<double[]> outputs) {
    double[] dropped = outputs.apply(0);
    double[] kept = outputs.apply(KEPT);
    long found = 0;
    for (int unit = 0; unit < SAMPLES * FEATURES; unit++) {
      int first = unit / FEATURES * STEPS * FEATURES + unit % FEATURES;
      double[] own = new double[STEPS];
      for (int step = 0; step < STEPS; step++) {
        own[step] = values[first + step * FEATURES];
      }
      boolean isDropped = Math.abs(own[STEPS - 1] - dropped[STEPS - 1]) < TOLERANCE;
      assertThat(own).containsExactly(isDropped ? dropped : kept, within(TOLERANCE));
      found += isDropped ? 1 : 0;
    }
    assertCount(found, SAMPLES * FEATURES, RATE);
  }
}
