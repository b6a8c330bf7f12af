package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;

/** What the save op of the train graph writes after training is a checkpoint for all graphs. */
final class TrainedCheckpointTest {
  private static final int STEPS = 3;
  private static final double TOLERANCE = 1e-5;
  private static final List<String> CASES =
      List.of(
          "keras3_adam",
          "keras3_sgd_accumulation",
          "keras3_nadam",
          "keras2_nadam",
          "keras2_legacy_rmsprop_both",
          "train_AdamOptimizer");

  private static NpzArrays arrays = NpzArrays.none();

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(TrainingFixture.file("training.npz"));
  }

  static Stream<Arguments> cases() {
    return TrainingFixture.all().stream()
        .filter(fixture -> CASES.contains(fixture.name()))
        .flatMap(
            fixture ->
                Stream.of("pure-java", "tensorflow")
                    .map(backend -> Arguments.of(fixture, backend)));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("cases")
  void servesAndEvaluatesTheTrainedWeights(TrainingFixture fixture, String backend) {
    Path export = export(fixture, backend);
    Path trained = directory.resolve("trained");
    try (RunnableGraph train = RunnableGraph.load(export, "train")) {
      for (int step = 1; step <= STEPS; step++) {
        step(train, step);
      }
      train.save(trained);
    }

    double[] expected = arrays.values(fixture.name() + "/prediction");
    for (String tag : List.of("serve", "eval")) {
      try (RunnableGraph graph = RunnableGraph.load(export, tag);
          Tensor x = arrays.tensor("batch/1/x")) {
        String output = graph.signature().containsOutputs("y") ? "y" : "predictions/y";
        assertThat(graph.fetch(output, Map.of("x", x)))
            .as("%s before it restores", tag)
            .isNotEqualTo(expected);
        graph.restore(trained);
        assertThat(graph.fetch(output, Map.of("x", x)))
            .as(tag)
            .containsExactly(expected, within(TOLERANCE));
      }
    }
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("cases")
  void trainingGoesOnWithTheCountOfStepsAndTheSlots(TrainingFixture fixture, String backend)
      throws Exception {
    Path export = export(fixture, backend);
    Path interrupted = directory.resolve("interrupted");
    Map<String, double[]> uninterrupted;
    try (RunnableGraph train = RunnableGraph.load(export, "train")) {
      step(train, 1);
      step(train, 2);
      train.save(interrupted);
      step(train, 3);
      uninterrupted = train.variables("variables");
    }

    try (RunnableGraph train = RunnableGraph.load(export, "train")) {
      train.restore(interrupted);
      assertThat(train.variables("global_step").values()).containsExactly(new double[] {2});
      double loss = step(train, 3);
      assertThat(loss).isCloseTo(arrays.values(fixture.name() + "/3/loss")[0], within(TOLERANCE));
      Map<String, double[]> resumed = train.variables("variables");
      assertThat(resumed.keySet()).isEqualTo(uninterrupted.keySet());
      uninterrupted.forEach(
          (name, values) ->
              assertThat(Objects.requireNonNull(resumed.get(name)))
                  .as(name)
                  .containsExactly(values, within(1e-7)));
    }
    try (RunnableGraph eval = RunnableGraph.load(export, "eval")) {
      eval.restore(interrupted);
      assertThat(eval.variables("global_step").values()).containsExactly(new double[] {2});
    }
  }

  private Path export(TrainingFixture fixture, String backend) {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model =
        runtime
            .reader()
            .read(fixture.model())
            .compile(Config.empty().with("optimizer", fixture.optimizer()).with("loss", "mse"));
    return runtime.exporter().export(model, directory.resolve("exports")).path();
  }

  private static double step(RunnableGraph train, int number) {
    try (Tensor x = arrays.tensor("batch/" + number + "/x");
        Tensor y = arrays.tensor("batch/" + number + "/y")) {
      return train.step(Map.of("x", x, "y_target", y));
    }
  }
}
