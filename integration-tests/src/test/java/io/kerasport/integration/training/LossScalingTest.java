package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;

/** A loss scale grows, shrinks and drops steps as Keras lets it; the second batch overflows. */
final class LossScalingTest {
  private static final int STEPS = 5;
  private static final int SAVED_AFTER = 3;
  private static final double TOLERANCE = 1e-5;
  private static final double TOLERANCE_OF_HALF = 2e-3;

  /** What a step moves a weight by at most, which starts from zero and is rounded accordingly. */
  private static final double LEARNING_RATE = 0.05;

  private static final List<String> BACKENDS = List.of("pure-java", "tensorflow");

  private static NpzArrays arrays = NpzArrays.none();
  private static Config cases = Config.empty();

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(TrainingFixture.file("loss_scaling.npz"));
    cases = readCases();
  }

  private static Config readCases() throws Exception {
    String json = Files.readString(TrainingFixture.file("loss_scaling.json"));
    return (Config)
        Objects.requireNonNull(
            TrainingFixture.plain(ConfigFactory.parseString(json).root().unwrapped()));
  }

  static Stream<Arguments> cases() throws Exception {
    return readCases().entries().keySet().stream()
        .filter(name -> !name.endsWith("_half"))
        .flatMap(name -> BACKENDS.stream().map(backend -> Arguments.of(name, backend)));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("cases")
  void everyStepIsTheOneOfKeras(String name, String backend) throws Exception {
    Config entry = cases.object(name);
    Model model =
        runtime(backend)
            .reader()
            .read(file("base." + entry.string("kind")))
            .compile(
                Config.empty().with("optimizer", entry.object("optimizer")).with("loss", "mse"));
    try (RunnableGraph graph = RunnableGraph.load(export(model, backend), "train")) {
      for (int step = 1; step <= STEPS; step++) {
        if (!entry.integers("skipped").contains((long) step)) {
          step(graph, name, step);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} through {1}")
  @CsvSource({
    "keras3_adafactor.keras, pure-java",
    "keras3_adafactor.keras, tensorflow",
    "keras3_half.keras, pure-java",
    "keras3_half.keras, tensorflow",
  })
  void aFileOfKeras3HasTheScaleBesideTheOptimizersState(String file, String backend)
      throws Exception {
    Model model = runtime(backend).reader().read(file(file));
    try (RunnableGraph graph = RunnableGraph.load(export(model, backend), "train")) {
      step(graph, file.substring(0, file.indexOf('.')), SAVED_AFTER + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras2_adam.h5", "legacy_rmsprop.h5"})
  void aFileOfKeras2HasTheOptimizersStateWithoutTheScale(String file) throws Exception {
    String name = file.substring(0, file.indexOf('.'));
    Model model = runtime("pure-java").reader().read(file(file));
    try (RunnableGraph graph = RunnableGraph.load(export(model, "pure-java"), "train")) {
      assertThat(variable(graph, "/current_loss_scale")).containsExactly(1024);
      assertThat(variable(graph, "/good_steps")).containsExactly(0);
      run(graph, name, SAVED_AFTER + 1);
      compareWeights(graph, name, SAVED_AFTER + 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"keras3_adam.keras", "keras3_half.keras", "keras2_adam.h5"})
  void aModelThatWasNotTrainedStartsWithTheInitialScale(String file) throws Exception {
    String name = file.substring(0, file.indexOf('.'));
    Model model = runtime("pure-java").reader().read(file("untrained_" + file));
    try (RunnableGraph graph = RunnableGraph.load(export(model, "pure-java"), "train")) {
      step(graph, name, 1);
    }
  }

  private static KerasportRuntime runtime(String backend) {
    return Runtimes.through(backend);
  }

  private static Path file(String name) {
    return TrainingFixture.file("loss_scaling/" + name);
  }

  private Path export(Model model, String backend) {
    return runtime(backend).exporter().export(model, directory.resolve("exports")).path();
  }

  private static void step(RunnableGraph graph, String name, int step) throws Exception {
    run(graph, name, step);
    compareWeights(graph, name, step);
    String prefix = name + "/" + step + "/state/";
    assertThat(graph.variables("global_step").values())
        .containsExactly(arrays.values(prefix + "iterations"));
    if (arrays.names().contains(prefix + "scale")) {
      boolean keras3 = name.startsWith("keras3");
      assertThat(variable(graph, keras3 ? "/dynamic_scale" : "/current_loss_scale"))
          .containsExactly(arrays.values(prefix + "scale"));
      assertThat(variable(graph, keras3 ? "/step_counter" : "/good_steps"))
          .containsExactly(arrays.values(prefix + "steps"));
    }
  }

  private static void run(RunnableGraph graph, String name, int step) {
    try (Tensor x = arrays.tensor("batch/" + step + "/x");
        Tensor y = target(name, step)) {
      double loss = graph.step(Map.of("x", x, "y_target", y));
      double expected = arrays.values(name + "/" + step + "/loss")[0];
      if (Double.isFinite(expected)) {
        assertThat(loss).isCloseTo(expected, within(tolerance(name)));
      } else {
        assertThat(loss).isEqualTo(expected);
      }
    }
  }

  private static Tensor target(String name, int step) {
    Tensor target = arrays.tensor("batch/" + step + "/y");
    if (!name.endsWith("_half")) {
      return target;
    }
    try (target) {
      return TFloat16.tensorOf((TFloat32) target);
    }
  }

  private static void compareWeights(RunnableGraph graph, String name, int step) throws Exception {
    String prefix = name + "/" + step + "/weights/";
    Map<String, double[]> found = graph.variables("variables");
    List<String> names = arrays.names().stream().filter(array -> array.startsWith(prefix)).toList();
    assertThat(names).hasSize(8);
    for (String array : names) {
      double[] expected = arrays.values(array);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      assertThat(Objects.requireNonNull(found.get(array.substring(prefix.length()))))
          .as(array)
          .containsExactly(expected, within(tolerance(name) * Math.max(largest, LEARNING_RATE)));
    }
  }

  private static double tolerance(String name) {
    return name.endsWith("_half") ? TOLERANCE_OF_HALF : TOLERANCE;
  }

  private static double[] variable(RunnableGraph graph, String suffix) throws Exception {
    return graph.variables("variables").entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(suffix))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }
}
