package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import java.io.IOException;
import java.nio.file.Files;
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

/** A model that was saved in the midst of its training goes on where it stopped. */
final class ResumedTrainingTest {
  private static NpzArrays arrays = NpzArrays.none();

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(TrainingFixture.file("resumed.npz"));
  }

  static Stream<Arguments> files() throws IOException {
    try (Stream<Path> files = Files.list(TrainingFixture.file("resumed"))) {
      List<Path> sorted = files.sorted().toList();
      assertThat(sorted).hasSizeGreaterThanOrEqualTo(29);
      return sorted.stream()
          .flatMap(
              file ->
                  Stream.of("pure-java", "tensorflow")
                      .map(backend -> Arguments.of(file.getFileName().toString(), backend)));
    }
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("files")
  void theNextStepIsTheOneThatKerasDoesNext(String file, String backend) throws Exception {
    KerasportRuntime runtime = Runtimes.through(backend);
    ExportResult result =
        runtime
            .exporter()
            .export(runtime.reader().read(TrainingFixture.file("resumed/" + file)), directory);
    String prefix = file.substring(0, file.indexOf('.')) + "/";
    try (RunnableGraph graph = RunnableGraph.load(result.path(), "train");
        Tensor x = arrays.tensor("x");
        Tensor y = arrays.tensor("y")) {
      ExpectedVariables expected = new ExpectedVariables(arrays, prefix);
      expected.assertLoss(graph.step(Map.of("x", x, "y_target", y)));
      expected.assertEqual(graph.variables("variables"), 8);
    }
  }
}
