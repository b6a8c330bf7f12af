package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;

/** What a model of Keras 2 adds to its loss moves its weights. */
final class AddedLossTest {
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void lossesWeightsAndPredictionsAreThoseOfKeras(String backend) throws Exception {
    NpzArrays keras = NpzArrays.read(TrainingFixture.file("added_loss.npz"));
    KerasportRuntime runtime = Runtimes.through(backend);
    Path export =
        runtime
            .exporter()
            .export(runtime.reader().read(TrainingFixture.file("added_loss.keras")), directory)
            .path();
    Path trained = directory.resolve("trained");
    try (RunnableGraph train = RunnableGraph.load(export, "train");
        RunnableGraph serve = RunnableGraph.load(export, "serve");
        Tensor first = keras.tensor("x/0")) {
      for (int step = 0; step < 2; step++) {
        try (Tensor x = keras.tensor("x/" + step);
            Tensor y = keras.tensor("y/" + step)) {
          assertThat(train.step(Map.of("x", x, "y_target", y)))
              .isCloseTo(keras.values("loss/" + step)[0], within(TOLERANCE));
        }
      }
      new ExpectedVariables(keras, "weights/").assertEqual(train.variables("variables"), 4);

      train.save(trained);
      serve.restore(trained);
      assertThat(serve.fetch("y", Map.of("x", first)))
          .containsExactly(keras.values("predicted"), within(TOLERANCE));
    }
  }
}
