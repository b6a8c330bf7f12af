package io.kerasport.integration.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Problem;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model cannot be compiled with: one error with every reason, and nothing written. */
final class RefusedObjectivesTest {
  private static final String VECTOR = "keras/vector.keras";
  private static final String SEQUENCE = "keras/sequence.keras";
  private static final String TWO_OUTPUTS = "tf_keras/two_inputs_two_outputs.keras";

  private final KerasportRuntime runtime = Runtimes.through("pure-java");

  @TempDir Path target;

  @Test
  void refusesAnUnknownLoss() throws IOException {
    assertThat(problems(VECTOR, compile().loss("mean_square_error")))
        .containsExactly(
            new Problem(
                "no loss is called `mean_square_error`; did you mean mean_squared_error,"
                    + " MeanSquaredError?",
                "output out"));
  }

  @Test
  void refusesAnUnknownMetric() throws IOException {
    assertThat(problems(VECTOR, compile().loss("mse").metrics("presicion")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.what())
                    .startsWith("no metric is called `presicion`; did you mean Precision"));
  }

  @Test
  void refusesAnUnknownOptimizer() throws IOException {
    assertThat(problems(VECTOR, Compile.with("Adaam").loss("mse")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.what())
                    .startsWith("no optimizer is called `Adaam`; did you mean")
                    .contains("Adam"));
  }

  @Test
  void refusesASettingThatTheOptimizerDoesNotTake() throws IOException {
    assertThat(problems(VECTOR, Compile.with("SGD", Map.of("learning_rate", "much")).loss("mse")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("learning_rate"));
  }

  @Test
  void refusesAMetricNameUsedTwice() throws IOException {
    assertThat(problems(VECTOR, compile().loss("mse").metrics("mae", "mae")))
        .containsExactly(
            new Problem("two metrics are called `mae`; give one another name", "output out"));
  }

  @Test
  void refusesALossWeightOfNoOutput() throws IOException {
    assertThat(problems(TWO_OUTPUTS, compile().loss("mse").lossWeight("nowhere", 2)))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.what())
                    .contains("loss_weights")
                    .contains("nowhere")
                    .contains("[kind, value]"));
  }

  @Test
  void refusesALossThatNeedsOneEmbeddingForEachSample() throws IOException {
    assertThat(problems(SEQUENCE, compile().loss("circle")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("circle").contains("(?, 2, 3)"));
  }

  @Test
  void refusesWeightsOfStepsWhereThereAreNone() throws IOException {
    Config temporal = compile().loss("mse").config().with("sample_weight_mode", "temporal");
    assertThat(problems(VECTOR, temporal))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.what())
                    .startsWith("sample_weight_mode `temporal`")
                    .contains("(?, 3)"));
  }

  @Test
  void refusesALossThatNeedsFrames() throws IOException {
    assertThat(problems(VECTOR, compile().loss("ctc")))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).startsWith("loss ctc takes frames"));
  }

  @Test
  void refusesAMetricThatCountsLabelsOfASequence() throws IOException {
    Config labels = Compile.object("AUC", Map.of("multi_label", true));
    assertThat(problems(SEQUENCE, compile().loss("mse").metrics(labels)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("AUC").contains("(?, 2, 3)"));
  }

  @Test
  void refusesAMetricOfAClassThatIsNotThere() throws IOException {
    Config recall = Compile.object("Recall", Map.of("class_id", 3L));
    assertThat(problems(VECTOR, compile().loss("mse").metrics(recall)))
        .containsExactly(new Problem("metric Recall asks for class 3 of 3", "output out"));
  }

  @Test
  void refusesAMetricOfValues() throws IOException {
    assertThat(problems(VECTOR, compile().loss("mse").metrics(Compile.object("Mean", Map.of()))))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("takes values"));
  }

  @Test
  void refusesAReductionThatKerasDoesNotKnow() throws IOException {
    Config loss = Compile.object("MeanSquaredError", Map.of("reduction", "auto"));
    assertThat(problems(VECTOR, compile().loss(loss)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.what()).contains("`auto`").contains("mean"));
  }

  @Test
  void refusesASettingOfAnotherType() throws IOException {
    Config metric = Compile.object("TopKCategoricalAccuracy", Map.of("k", "five"));
    assertThat(problems(VECTOR, compile().loss("mse").metrics(metric)))
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).contains("five"));
  }

  @Test
  void asksWhichCrossentropyIsMeant() throws IOException {
    assertThat(problems(VECTOR, compile().loss("crossentropy")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.what()).contains("state sparse_categorical_crossentropy"));
  }

  @Test
  void reportsEveryReasonTogether() throws IOException {
    Compile compile =
        compile()
            .loss("kind", "mse_")
            .loss("value", Compile.object("MeanSquaredError", Map.of("reduction", "mean")))
            .metrics("kind", List.of("precise"))
            .weightedMetrics("value", List.of("mae", "mae"));
    assertThat(problems(TWO_OUTPUTS, compile)).hasSize(4);
  }

  private static Compile compile() {
    return Compile.withoutOptimizer();
  }

  private List<Problem> problems(String model, Compile compile) throws IOException {
    return problems(model, compile.config());
  }

  private List<Problem> problems(String model, Config compiled) throws IOException {
    ExportException refused =
        catchThrowableOfType(
            ExportException.class,
            () ->
                runtime
                    .exporter()
                    .export(
                        runtime.reader().read(ScoreCase.root().resolve(model)).compile(compiled),
                        target,
                        ExportOptions.defaults()));
    assertThat(refused.id()).isEqualTo(ErrorId.COMPILE_CONFIG);
    try (Stream<Path> written = Files.list(target)) {
      assertThat(written).isEmpty();
    }
    return refused.problems();
  }
}
