package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/**
 * Layers and models that are applied to every step train as in Keras: for Keras 3 each step is a
 * batch of its own to those that keep statistics, whether their number is known or not; for Keras 2
 * all steps are one.
 */
final class TrainedStepsTest {
  private static final int BATCHES = 2;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "steps_keras, 13, pure-java",
    "steps_keras, 13, tensorflow",
    "steps_tf_keras, 13, pure-java",
    "steps_tf_keras, 13, tensorflow",
    "open_steps_keras, 28, pure-java",
    "open_steps_keras, 28, tensorflow",
    "open_steps_tf_keras, 28, pure-java",
    "open_steps_tf_keras, 28, tensorflow"
  })
  void weightsAndStatisticsAreThoseOfKeras(String name, int weights, String backend)
      throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file(name + ".npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file(name + ".keras"));
    Path export = runtime.exporter().export(model, directory).path();
    try (RunnableGraph graph = RunnableGraph.load(export, "train")) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        assertThat(step(graph, arrays, batch))
            .isCloseTo(arrays.values("loss/" + batch)[0], within(TOLERANCE));
      }
      Map<String, double[]> found = graph.variables("variables");
      assertThat(new ExpectedVariables(arrays, "weights/").assertClose(own -> weight(found, own)))
          .hasSize(weights);
    }
  }

  private static double step(RunnableGraph graph, NpzArrays arrays, int batch) {
    Map<String, Tensor> fed = new HashMap<>();
    try {
      for (String input : List.of("x", "fixed", "y")) {
        String name = input + "/" + batch;
        if (arrays.names().contains(name)) {
          fed.put(input.equals("y") ? "y_target" : input, arrays.tensor(name));
        }
      }
      return graph.step(fed);
    } finally {
      fed.values().forEach(Tensor::close);
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
