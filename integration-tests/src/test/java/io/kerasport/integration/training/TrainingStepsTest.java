package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;

/** One run of the train op is one step of Keras, for every optimizer of both generations. */
final class TrainingStepsTest {
  private static final int STEPS = 3;
  private static NpzArrays arrays = NpzArrays.none();

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(TrainingFixture.file("training.npz"));
  }

  static Stream<Arguments> cases() {
    return TrainingFixture.all().stream()
        .flatMap(
            fixture ->
                Stream.of("pure-java", "tensorflow")
                    .map(backend -> Arguments.of(fixture, backend)));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("cases")
  void threeStepsGiveTheWeightsOfKeras(TrainingFixture fixture, String backend) throws Exception {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model =
        runtime
            .reader()
            .read(fixture.model())
            .compile(Config.empty().with("optimizer", fixture.optimizer()).with("loss", "mse"));
    ExportResult result = runtime.exporter().export(model, directory);
    assertThat(result.modes()).isEqualTo(List.of(Mode.TRAIN, Mode.EVAL, Mode.PREDICT));
    try (RunnableGraph graph = RunnableGraph.load(result.path(), "train")) {
      for (int step = 1; step <= STEPS; step++) {
        try (Tensor x = arrays.tensor("batch/" + step + "/x");
            Tensor y = arrays.tensor("batch/" + step + "/y")) {
          ExpectedVariables expected =
              new ExpectedVariables(arrays, fixture.name() + "/" + step + "/");
          expected.assertLoss(graph.step(Map.of("x", x, "y_target", y)));
          expected.assertEqual(graph.variables("variables"), 6);
        }
      }
    }
  }
}
