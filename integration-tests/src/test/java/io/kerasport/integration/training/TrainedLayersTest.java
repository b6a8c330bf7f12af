package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/** A step through sequence, volume and attention layers changes weights as it does in Keras. */
final class TrainedLayersTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void theWeightsAreThoseOfKeras(String writer, String backend) throws Exception {
    NpzArrays arrays = NpzArrays.read(TrainingFixture.file("layers_" + writer + ".npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file("layers_" + writer + ".keras"));
    Path export = runtime.exporter().export(model, directory).path();
    try (RunnableGraph graph = RunnableGraph.load(export, "train");
        Tensor x = arrays.tensor("x");
        Tensor ids = arrays.tensor("ids");
        Tensor y = arrays.tensor("y")) {
      double loss = graph.step(Map.of("x", x, "ids", ids, "out_target", y));
      assertThat(loss).isCloseTo(arrays.values("loss")[0], within(TOLERANCE));
      Map<String, double[]> found = graph.variables("variables");
      assertThat(new ExpectedVariables(arrays, "weights/").assertClose(found::get))
          .hasSizeGreaterThan(35);
    }
  }
}
