package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/**
 * Regularizers and constraints of every weight of every layer, and penalties on what layers put
 * out, change weights as they do in Keras, and so do steps through channels that come first and
 * kernels laid out in other ways. The second step starts from weights that are constrained.
 */
final class TrainedSettingsTest {
  private static final int STEPS = 2;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "convolutions, keras, pure-java",
    "convolutions, keras, tensorflow",
    "convolutions, tf_keras, pure-java",
    "convolutions, tf_keras, tensorflow",
    "layouts, keras, pure-java",
    "layouts, keras, tensorflow",
    "layouts, tf_keras, pure-java",
    "layouts, tf_keras, tensorflow",
    "norms_and_heads, keras, pure-java",
    "norms_and_heads, keras, tensorflow",
    "norms_and_heads, tf_keras, pure-java",
    "norms_and_heads, tf_keras, tensorflow",
    "recurrences, keras, pure-java",
    "recurrences, keras, tensorflow",
    "recurrences, tf_keras, pure-java",
    "recurrences, tf_keras, tensorflow",
    "renormalizations, keras, pure-java",
    "renormalizations, keras, tensorflow",
    "renormalizations, tf_keras, pure-java",
    "renormalizations, tf_keras, tensorflow"
  })
  void lossesAndWeightsAreThoseOfKeras(String layers, String writer, String backend)
      throws Exception {
    String name = "settings_" + layers + "_" + writer;
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file(name + ".npz"));
    KerasportRuntime runtime = Kerasport.with(Map.of("kerasport.backend", backend));
    Model model = runtime.reader().read(TrainingFixture.file(name + ".keras"));
    Path export = runtime.exporter().export(model, directory).path();
    SoftAssertions all = new SoftAssertions();
    try (RunnableGraph graph = RunnableGraph.load(export, "train")) {
      for (int step = 1; step <= STEPS; step++) {
        double expected = arrays.values("loss/" + step)[0];
        all.assertThat(step(graph, arrays, step))
            .as("loss of step " + step)
            .isCloseTo(expected, within(TOLERANCE * Math.abs(expected)));
      }
      Map<String, double[]> found = graph.variables("variables");
      all.check(
          () ->
              assertThat(new ExpectedVariables(arrays, "weights/").assertClose(found::get))
                  .hasSizeGreaterThan(13));
    }
    all.assertAll();
  }

  private static double step(RunnableGraph graph, NpzArrays arrays, int step) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    try {
      String start = step + "/";
      for (String name : arrays.names()) {
        if (name.startsWith(start)) {
          batch.put(name.substring(start.length()), arrays.tensor(name));
        }
      }
      return graph.step(batch);
    } finally {
      batch.values().forEach(Tensor::close);
    }
  }
}
