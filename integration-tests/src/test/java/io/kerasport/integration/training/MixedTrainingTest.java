package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/**
 * Several outputs, sample weights, masks, moving averages, regularizers, frozen and shared layers
 * in one model change as they do in Keras.
 */
final class MixedTrainingTest {
  private static final double TOLERANCE = 1e-5;
  private static final int STEPS = 3;
  private static final List<String> FED =
      List.of(
          "words", "numbers", "kind_target", "value_target", "steps_target", "kind_sample_weights");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void lossAndWeightsOfEveryStepAreThoseOfKeras(String writer, String backend) throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file("mixed_" + writer + ".npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file("mixed_" + writer + ".keras"));
    ExportResult result = runtime.exporter().export(model, directory);
    assertThat(result.warnings()).hasSize(2).allMatch(warning -> warning.contains("unmeasured/"));
    try (RunnableGraph graph = RunnableGraph.load(result.path(), "train")) {
      for (int step = 0; step < STEPS; step++) {
        double loss = step(graph, arrays, step + "/");
        assertThat(loss)
            .as("loss of step %s", step)
            .isCloseTo(arrays.values(step + "/loss")[0], within(TOLERANCE * Math.max(1, loss)));
        Map<String, double[]> found = graph.variables("variables");
        assertThat(new ExpectedVariables(arrays, step + "/weights/").assertClose(found::get))
            .hasSize(22);
      }
    }
  }

  private static double step(RunnableGraph graph, NpzArrays arrays, String prefix) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    try {
      FED.forEach(name -> batch.put(name, arrays.tensor(prefix + name)));
      return graph.step(batch);
    } finally {
      batch.values().forEach(Tensor::close);
    }
  }
}
