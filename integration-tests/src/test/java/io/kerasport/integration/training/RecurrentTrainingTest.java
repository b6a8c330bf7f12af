package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/** Recurrent layers train as in Keras, over masked sequences of a length that is not fixed. */
final class RecurrentTrainingTest {
  private static final int STEPS = 3;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} through {2}")
  @CsvSource({
    "keras3, recurrent.keras, pure-java",
    "keras3, recurrent.keras, tensorflow",
    "keras2, recurrent.h5, pure-java",
    "keras2, recurrent.h5, tensorflow",
  })
  void threeStepsGiveTheWeightsOfKeras(String generation, String file, String backend)
      throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file("recurrent.npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Config optimizer =
        Config.of(
            Map.of(
                "class_name",
                "SGD",
                "config",
                Config.of(Map.of("name", "SGD", "learning_rate", 0.1, "momentum", 0.9))));
    Model model =
        runtime
            .reader()
            .read(TrainingFixture.file(file))
            .compile(Config.empty().with("optimizer", optimizer).with("loss", "mse"));
    ExportResult result = runtime.exporter().export(model, directory);
    assertThat(result.modes()).isEqualTo(List.of(Mode.TRAIN, Mode.EVAL, Mode.PREDICT));
    try (RunnableGraph graph = RunnableGraph.load(result.path(), "train")) {
      for (int step = 1; step <= STEPS; step++) {
        try (Tensor x = arrays.tensor("batch/" + step + "/x");
            Tensor y = arrays.tensor("batch/" + step + "/y")) {
          double loss = graph.step(Map.of("x", x, "y_target", y));
          String prefix = generation + "/" + step + "/";
          assertThat(loss).isCloseTo(arrays.values(prefix + "loss")[0], within(TOLERANCE));
          compare(arrays, graph.variables("variables"), prefix);
        }
      }
    }
  }

  private static void compare(NpzArrays arrays, Map<String, double[]> found, String prefix) {
    List<String> names =
        arrays.names().stream()
            .filter(name -> name.startsWith(prefix) && !name.endsWith("/loss"))
            .toList();
    assertThat(names).hasSize(17);
    for (String name : names) {
      double[] expected = arrays.values(name);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      assertThat(Objects.requireNonNull(found.get(name.substring(prefix.length())), name))
          .as(name)
          .containsExactly(expected, within(TOLERANCE * Math.max(largest, 1e-3)));
    }
  }
}
