package io.kerasport.integration.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.objective.EvaluatedModel.Array;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every loss and every metric of both generations, on numbers that Keras has scored. Both backends,
 * and every form of a compile configuration, give equal graphs, so one of them is run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScoresTest {
  private static final List<String> BACKENDS = List.of("pure-java", "tensorflow");

  private final Map<String, KerasportRuntime> runtimes = new LinkedHashMap<>();
  private final Path target;

  ScoresTest(@TempDir Path target) {
    this.target = target;
    for (String backend : BACKENDS) {
      runtimes.put(backend, Runtimes.through(backend));
    }
  }

  @TestFactory
  Stream<DynamicTest> scoresAsKerasDoes() throws IOException {
    return ScoreCase.all().stream().map(score -> dynamicTest(score.title(), () -> check(score)));
  }

  private void check(ScoreCase score) throws IOException {
    List<Config> forms = List.copyOf(score.compiled().values());
    Path export = export(score, forms.get(0), "tensorflow");
    byte[] expected = savedModel(export);
    for (Config compiled : forms) {
      export = export(score, compiled, "pure-java");
      assertThat(savedModel(export)).as("SavedModel of the other backend").isEqualTo(expected);
    }
    try (EvaluatedModel model = EvaluatedModel.load(export)) {
      checkLosses(score, model);
      assertThat(model.metrics()).isEqualTo(score.metrics().keySet());
      if (!score.metrics().isEmpty()) {
        checkMetrics(score, model);
      }
    }
  }

  private static void checkLosses(ScoreCase score, EvaluatedModel model) {
    for (int i = 0; i < score.batches().size(); i++) {
      assertClose("loss", model.loss(score.batches().get(i)), score.loss().get(i), score);
      if (score.weightedLoss().isPresent()) {
        double expected = score.weightedLoss().get().get(i);
        assertClose("loss with sample weights", model.loss(score.weighted(i)), expected, score);
      }
    }
  }

  private static void checkMetrics(ScoreCase score, EvaluatedModel model) {
    Map<String, double[]> initial = model.values();
    for (int i = 0; i < score.batches().size(); i++) {
      Map<String, Array> weighted = score.weighted(i);
      model.update(score.weightedLoss().isPresent() ? weighted : score.batches().get(i));
    }
    Map<String, double[]> values = model.values();
    score
        .metrics()
        .forEach(
            (name, expected) ->
                Closeness.assertClose(
                    name, Objects.requireNonNull(values.get(name)), expected, score.tolerance()));
    model.reset();
    Map<String, double[]> reset = model.values();
    initial.forEach((name, value) -> assertThat(reset.get(name)).as(name).isEqualTo(value));
  }

  private static byte[] savedModel(Path directory) throws IOException {
    return Files.readAllBytes(directory.resolve("saved_model.pb"));
  }

  private Path export(ScoreCase score, Config compiled, String backend) {
    KerasportRuntime runtime = Objects.requireNonNull(runtimes.get(backend));
    Config withoutOptimizer = compiled.with("optimizer", null);
    Model model = runtime.reader().read(score.model()).compile(withoutOptimizer);
    return runtime.exporter().export(model, target, ExportOptions.defaults()).path();
  }

  private static void assertClose(String what, double[] actual, double expected, ScoreCase score) {
    Closeness.assertClose(what, actual, new double[] {expected}, score.tolerance());
  }
}
