package io.kerasport.integration.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.run.Batch;
import io.kerasport.run.Device;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunListener;
import io.kerasport.run.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelRunnerTest {
  private static final double TOLERANCE = 1e-5;

  private final KerasportRuntime kerasport = Runtimes.through("pure-java");
  private final Config expected = expected();
  private final TensorValue x = array("x");
  private final TensorValue y = array("out");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void predictsMeasuresAndLearnsLikeKeras(String backend) {
    try (ModelRunner runner = open(export(backend))) {
      assertLikeKeras(runner, expected.object("before"));
      for (int epoch = 0; epoch < expected.integer("epochs"); epoch++) {
        Map<String, Double> scores = runner.train(batches(), RunListener.SILENT);
        assertScores(
            scores,
            expected.numbers("losses").get(epoch),
            expected.numbers("accuracies").get(epoch));
      }
      assertLikeKeras(runner, expected.object("after"));
    }
  }

  @Test
  void theGraphsOfASavedCheckpointHaveTheTrainedWeights() {
    Path trained;
    try (ModelRunner runner = open(export("pure-java"))) {
      for (int epoch = 0; epoch < expected.integer("epochs"); epoch++) {
        runner.train(batches(), RunListener.SILENT);
      }
      trained = runner.saveCheckpoint(directory.resolve("trained"));
    }
    assertThat(trained).hasParent(directory.resolve("trained"));
    try (ModelRunner runner = open(trained)) {
      assertLikeKeras(runner, expected.object("after"));
    }
  }

  @Test
  void trainingGoesOnFromASavedCheckpoint() {
    Path first;
    try (ModelRunner runner = open(export("pure-java"))) {
      runner.train(batches(), RunListener.SILENT);
      first = runner.saveCheckpoint(directory.resolve("trained"));
    }
    try (ModelRunner runner = open(first)) {
      Map<String, Double> second = runner.train(batches(), RunListener.SILENT);
      assertScores(
          second, expected.numbers("losses").get(1), expected.numbers("accuracies").get(1));
    }
  }

  @Test
  void aModelInMemoryRuns() {
    try (ModelRunner runner = kerasport.runners().open(model(), RunOptions.on(Device.CPU))) {
      assertLikeKeras(runner, expected.object("before"));
    }
  }

  @Test
  void aGpuIsRefusedWhereThereIsNone() {
    Path path = export("pure-java");

    assertThatThrownBy(() -> kerasport.runners().open(path, RunOptions.on(Device.GPU)))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.BACKEND))
        .hasMessageContaining("TensorFlow finds no GPU");
  }

  @Test
  void theConfiguredDeviceCountsUnlessTheCallerStatesOne() {
    Path path = export("pure-java");
    KerasportRuntime onGpu = Kerasport.with(Map.of("kerasport.device", "gpu"));

    assertThatThrownBy(() -> onGpu.runners().open(path, RunOptions.defaults()))
        .hasMessageContaining("TensorFlow finds no GPU");
    try (ModelRunner runner = onGpu.runners().open(path, RunOptions.on(Device.CPU))) {
      assertLikeKeras(runner, expected.object("before"));
    }
  }

  @Test
  void scoresAreTheSameForAListenerThatDoesNotAsk() {
    try (ModelRunner runner = open(export("pure-java"))) {
      Map<String, Double> asked =
          runner.evaluate(batches(), (done, scores) -> assertThat(scores.get()).isNotEmpty());
      assertThat(runner.evaluate(batches(), RunListener.SILENT)).isEqualTo(asked);
    }
  }

  @Test
  void theListenerHearsOfEveryBatch() {
    List<Long> heard = new ArrayList<>();
    try (ModelRunner runner = open(export("pure-java"))) {
      runner.evaluate(
          batches(),
          (done, scores) -> {
            heard.add(done);
            assertThat(scores.get()).containsOnlyKeys("loss", "accuracy");
          });
    }
    assertThat(heard).containsExactly(1L, 2L, 3L);
  }

  @Test
  void sampleWeightsCountInTheLoss() {
    Batch zero =
        new Batch(
            Map.of("x", inputs(0, 2)),
            Map.of("out", targets(0, 2)),
            Map.of("out", TensorValue.ofFloats(Shape.of(2), 0, 0)));
    try (ModelRunner runner = open(export("pure-java"))) {
      assertThat(runner.evaluate(List.of(zero), RunListener.SILENT)).containsEntry("loss", 0.0);
    }
  }

  @Test
  void tellsWhatItTakesAndGives() {
    try (ModelRunner runner = open(export("pure-java"))) {
      assertThat(runner.inputs()).isEqualTo(Map.of("x", spec(-1, 3)));
      assertThat(runner.outputs()).isEqualTo(Map.of("out", spec(-1, 2)));
      assertThat(runner.targets()).isEqualTo(Map.of("out", spec(-1, -1)));
    }
  }

  @Test
  void listsEveryTensorThatDoesNotFit() {
    try (ModelRunner runner = open(export("pure-java"))) {
      refuses(
          () -> runner.predict(Map.of("z", TensorValue.ofInts(Shape.of(1), 1))),
          "expected float32(?, 3), found nothing\n    at input x",
          "there is no such input, found int32(1,)\n    at input z");
      refuses(
          () -> runner.predict(Map.of("x", TensorValue.ofFloats(Shape.of(1, 2), 1, 2))),
          "expected float32(?, 3), found float32(1, 2)");
      refuses(
          () -> runner.predict(Map.of("x", TensorValue.ofInts(Shape.of(1, 3), 1, 2, 3))),
          "expected float32(?, 3), found int32(1, 3)");
      refuses(
          () ->
              runner.evaluate(
                  List.of(Batch.of(Map.of("x", inputs(0, 2)), Map.of())), RunListener.SILENT),
          "found nothing\n    at target out");
      refuses(
          () ->
              runner.train(
                  List.of(
                      new Batch(
                          Map.of("x", inputs(0, 2)),
                          Map.of("out", targets(0, 2)),
                          Map.of("nobody", TensorValue.ofFloats(Shape.of(2), 1, 1)))),
                  RunListener.SILENT),
          "at sample weights of output nobody");
    }
  }

  @Test
  void refusesToTrainAnExportForServingOnly() {
    Path path =
        kerasport
            .exporter()
            .export(model(), directory, ExportOptions.builder().servingOnly(true).build())
            .path();
    try (ModelRunner runner = open(path)) {
      assertThat(runner.targets()).isEmpty();
      refuses(() -> runner.train(batches(), RunListener.SILENT), "has no graph `train`");
      refuses(() -> runner.evaluate(batches(), RunListener.SILENT), "has no graph `eval`");
    }
  }

  @Test
  void refusesADirectoryThatIsNoSavedModel() {
    assertThatThrownBy(() -> open(directory))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.SAVED_MODEL_FORMAT));
  }

  @Test
  void saysThatTheCheckpointIsDamaged() throws IOException {
    Path path = export("pure-java");
    Path data = path.resolve("variables/variables.data-00000-of-00001");
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 10));
    try (ModelRunner runner = open(path)) {
      refuses(runner::inputs, "TensorFlow does not load the graph `serve`");
    }
  }

  private static void refuses(Runnable call, String... why) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.RUN))
        .hasMessageContainingAll(why);
  }

  private void assertLikeKeras(ModelRunner runner, Config measured) {
    TensorValue predicted =
        Objects.requireNonNull(runner.predict(Map.of("x", inputs(0, 2))).get("out"));
    assertThat(predicted.numbers())
        .containsExactly(
            measured.numbers("predicted").stream().mapToDouble(Double::doubleValue).toArray(),
            within(TOLERANCE));
    assertScores(
        runner.evaluate(batches(), RunListener.SILENT),
        measured.number("loss"),
        measured.number("accuracy"));
  }

  private static void assertScores(Map<String, Double> scores, double loss, double accuracy) {
    assertThat(scores).containsOnlyKeys("loss", "accuracy");
    assertThat(scores.get("loss")).isCloseTo(loss, within(TOLERANCE));
    assertThat(scores.get("accuracy")).isCloseTo(accuracy, within(TOLERANCE));
  }

  private List<Batch> batches() {
    List<Batch> batches = new ArrayList<>();
    int size = (int) expected.integer("batch_size");
    int samples = (int) x.spec().shape().dim(0);
    for (int start = 0; start < samples; start += size) {
      int end = Math.min(samples, start + size);
      batches.add(Batch.of(Map.of("x", inputs(start, end)), Map.of("out", targets(start, end))));
    }
    return batches;
  }

  private TensorValue inputs(int start, int end) {
    double[] all = x.numbers();
    return TensorValue.ofNumbers(
        DType.FLOAT, Shape.of(end - start, 3), Arrays.copyOfRange(all, start * 3, end * 3));
  }

  private TensorValue targets(int start, int end) {
    return TensorValue.ofNumbers(
        DType.FLOAT, Shape.of(end - start, 1), Arrays.copyOfRange(y.numbers(), start, end));
  }

  private ModelRunner open(Path path) {
    return kerasport.runners().open(path, RunOptions.defaults());
  }

  private Path export(String backend) {
    return Runtimes.through(backend).exporter().export(model(), directory).path();
  }

  private Model model() {
    return kerasport.reader().read(fixture("model.keras"));
  }

  private static Config expected() {
    try {
      return Json.read(fixture("expected.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TensorValue array(String name) {
    return Objects.requireNonNull(kerasport.data().read(fixture("data.npz")).get(name));
  }

  private static TensorSpec spec(long... dims) {
    return new TensorSpec(DType.FLOAT, Shape.of(dims));
  }

  private static Path fixture(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(ModelRunnerTest.class.getResource("/fixtures/running/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
