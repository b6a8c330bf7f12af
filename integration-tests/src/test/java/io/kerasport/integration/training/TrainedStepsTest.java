package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/**
 * Layers and models that are applied to every step train as in Keras: for Keras 3 each step is a
 * batch of its own to those that keep statistics, for Keras 2 all steps are one.
 */
final class TrainedStepsTest {
  private static final int BATCHES = 2;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void weightsAndStatisticsAreThoseOfKeras(String writer, String backend) throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file("steps_" + writer + ".npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file("steps_" + writer + ".keras"));
    Path export = runtime.exporter().export(model, directory).path();
    try (RunnableGraph graph = RunnableGraph.load(export, "train")) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        try (Tensor x = arrays.tensor("x/" + batch);
            Tensor y = arrays.tensor("y/" + batch)) {
          assertThat(graph.step(Map.of("x", x, "y_target", y)))
              .isCloseTo(arrays.values("loss/" + batch)[0], within(TOLERANCE));
        }
      }
      Map<String, double[]> found = graph.variables("variables");
      List<String> names =
          arrays.names().stream().filter(name -> name.startsWith("weights/")).toList();
      assertThat(names).hasSize(13);
      for (String name : names) {
        assertThat(weight(found, name.substring("weights/".length())))
            .as(name)
            .containsExactly(arrays.values(name), within(TOLERANCE));
      }
    }
  }

  private static double[] weight(Map<String, double[]> variables, String name) {
    return variables.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/" + name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is none of " + variables.keySet()));
  }
}
