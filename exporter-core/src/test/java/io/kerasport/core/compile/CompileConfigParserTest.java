package io.kerasport.core.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CompileConfigParserTest {
  @Test
  void isEmptyWithoutACompileConfig() {
    assertThat(new CompileConfigParser().parse(model(KerasGeneration.KERAS_3, "out"))).isEmpty();
  }

  @Test
  void givesOneLossToEveryOutput() {
    assertThat(losses(KerasGeneration.KERAS_3, "mse", "a", "b"))
        .containsExactly(List.of("mse"), List.of("mse"));
  }

  @Test
  void takesLossesInTheOrderOfTheOutputs() {
    assertThat(losses(KerasGeneration.KERAS_3, Arrays.asList("mse", null), "a", "b"))
        .containsExactly(List.of("mse"), List.of());
  }

  @Test
  void takesLossesByTheNamesOfTheOutputs() {
    assertThat(losses(KerasGeneration.KERAS_2, Config.empty().with("b", "mae"), "a", "b"))
        .containsExactly(List.of(), List.of("mae"));
  }

  @Test
  void takesLossesByTheKeysOfADictOfOutputs() {
    Config outputs = Config.empty().with("z", List.of("b", 0L, 0L)).with("q", List.of("a", 0L, 0L));
    Model model =
        model(KerasGeneration.KERAS_3, Config.empty().with("output_layers", outputs), "a", "b")
            .compile(Config.empty().with("loss", Config.empty().with("z", "mae").with("q", "mse")));
    assertThat(names(parse(model))).containsExactly(List.of("mse"), List.of("mae"));
  }

  @Test
  void addsSeveralLossesOfAnOutputInKeras3() {
    assertThat(losses(KerasGeneration.KERAS_3, List.of(List.of("mse", "mae"), "mae"), "a", "b"))
        .containsExactly(List.of("mse", "mae"), List.of("mae"));
  }

  @Test
  void takesAnInnerListOfKeras2ForThatOfTheOutputs() {
    assertThat(losses(KerasGeneration.KERAS_2, List.of(List.of("mse", "mae"), "msle"), "a", "b"))
        .containsExactly(List.of("mse"), List.of("mae"));
  }

  @Test
  void countsOnlyTheFirstLossOfTheOnlyOutput() {
    Config config =
        Config.empty().with("loss", List.of("mse", "mae")).with("loss_weights", List.of(0.5, 2.0));
    List<CompiledOutput> outputs =
        parse(model(KerasGeneration.KERAS_3, "out").compile(config)).outputs();
    assertThat(outputs.get(0).losses())
        .containsExactly(new WeightedLoss(KerasObject.named("mse"), 0.5));
  }

  @Test
  void takesATupleForAList() {
    Config tuple =
        Config.empty().with("class_name", "__tuple__").with("items", List.of("mse", "mae"));
    assertThat(losses(KerasGeneration.KERAS_3, tuple, "a", "b"))
        .containsExactly(List.of("mse"), List.of("mae"));
  }

  @Test
  void weighsLossesByListDictAndNumber() {
    assertThat(weights(List.of(0.5, 2L))).containsExactly(0.5, 2.0);
    assertThat(weights(Config.empty().with("b", 3.0))).containsExactly(1.0, 3.0);
    assertThat(weights(0.25)).containsExactly(0.25, 0.25);
    assertThat(weights(null)).containsExactly(1.0, 1.0);
  }

  @Test
  void givesAFlatListOfMetricsToEveryOutputInKeras2() {
    assertThat(metrics(KerasGeneration.KERAS_2, List.of("mse", "mae"), "a", "b"))
        .containsExactly(List.of("mse", "mae"), List.of("mse", "mae"));
  }

  @Test
  void givesOneOfAFlatListOfMetricsToEachOutputInKeras3() {
    assertThat(metrics(KerasGeneration.KERAS_3, List.of("mse", "mae"), "a", "b"))
        .containsExactly(List.of("mse"), List.of("mae"));
  }

  @Test
  void readsTheListsThatKeras2WritesAfterTraining() {
    Config wrapper =
        Compile.object("MeanMetricWrapper", Map.of("name", "a_acc", "fn", "binary_accuracy"));
    List<?> written = List.of(List.of(wrapper), List.of());
    Config config = Config.empty().with("loss", "mse").with("metrics", written);
    CompiledOutput output =
        parse(model(KerasGeneration.KERAS_2, "a", "b").compile(config)).outputs().get(0);
    assertThat(output.metrics())
        .containsExactly(
            new KerasObject("binary_accuracy", null, Config.empty().with("name", "a_acc")));
  }

  @Test
  void namesObjectsWithoutANameAsKerasDoes() {
    assertThat(objectName("AUC", KerasGeneration.KERAS_3)).isEqualTo("auc");
    assertThat(objectName("FBetaScore", KerasGeneration.KERAS_3)).isEqualTo("fbeta_score");
    assertThat(objectName("MeanIoU", KerasGeneration.KERAS_2)).isEqualTo("mean_io_u");
    assertThat(objectName("LogCoshError", KerasGeneration.KERAS_2)).isEqualTo("logcosh");
    assertThat(objectName("KLDivergence", KerasGeneration.KERAS_2))
        .isEqualTo("kullback_leibler_divergence");
    assertThat(objectName("KLDivergence", KerasGeneration.KERAS_3)).isEqualTo("kl_divergence");
  }

  @Test
  void readsWhetherSampleWeightsAreThoseOfSteps() {
    Config config =
        Config.empty()
            .with("loss", "mse")
            .with("sample_weight_mode", Config.empty().with("b", "temporal"));
    assertThat(parse(model(KerasGeneration.KERAS_2, "a", "b").compile(config)).outputs())
        .extracting(CompiledOutput::weighsSteps)
        .containsExactly(false, true);
  }

  @Test
  void readsTheOptimizerUnderBothKeys() {
    for (String key : List.of("optimizer", "optimizer_config")) {
      Config config = Config.empty().with("loss", "mse").with(key, "adam");
      CompileConfig parsed = parse(model(KerasGeneration.KERAS_2, "out").compile(config));
      assertThat(parsed.optimizer()).contains(KerasObject.named("adam"));
    }
  }

  @Test
  void reportsEveryEntryThatDoesNotFitTheOutputs() {
    Config config =
        Config.empty()
            .with("loss", Config.empty().with("a", "mse").with("nowhere", "mae"))
            .with("loss_weights", Config.empty().with("elsewhere", 2.0))
            .with("metrics", List.of("mse"))
            .with("weighted_metrics", Config.empty().with("b", 7L));
    Model model = model(KerasGeneration.KERAS_3, "a", "b").compile(config);
    assertThatThrownBy(() -> parse(model))
        .isInstanceOfSatisfying(
            ExportException.class,
            e -> {
              assertThat(e.id()).isEqualTo(ErrorId.COMPILE_CONFIG);
              assertThat(e.problems()).hasSize(4);
            })
        .hasMessageContaining("nowhere")
        .hasMessageContaining("elsewhere")
        .hasMessageContaining("weighted_metrics of output b");
  }

  private static String objectName(String className, KerasGeneration generation) {
    Config config = Config.empty().with("metrics", List.of(Compile.object(className, Map.of())));
    return parse(model(generation, "out").compile(config))
        .outputs()
        .get(0)
        .metrics()
        .get(0)
        .config()
        .string("name");
  }

  private static List<List<String>> losses(
      KerasGeneration generation, Object loss, String... outputs) {
    return names(parse(model(generation, outputs).compile(Config.empty().with("loss", loss))));
  }

  private static List<List<String>> names(CompileConfig config) {
    return config.outputs().stream()
        .map(output -> output.losses().stream().map(loss -> loss.loss().name()).toList())
        .toList();
  }

  private static List<List<String>> metrics(
      KerasGeneration generation, Object metrics, String... outputs) {
    return parse(model(generation, outputs).compile(Config.empty().with("metrics", metrics)))
        .outputs()
        .stream()
        .map(output -> output.metrics().stream().map(KerasObject::name).toList())
        .toList();
  }

  private static List<Double> weights(@Nullable Object weights) {
    Config config = Config.empty().with("loss", "mse").with("loss_weights", weights);
    return parse(model(KerasGeneration.KERAS_3, "a", "b").compile(config)).outputs().stream()
        .map(output -> output.losses().get(0).weight())
        .toList();
  }

  private static CompileConfig parse(Model model) {
    return new CompileConfigParser().parse(model).orElseThrow();
  }

  private static Model model(KerasGeneration generation, String... outputs) {
    return model(generation, Config.empty(), outputs);
  }

  private static Model model(KerasGeneration generation, Config config, String... outputs) {
    return new Model(
        "model",
        Model.Kind.FUNCTIONAL,
        generation,
        List.of(),
        List.of(),
        List.of(),
        Stream.of(outputs).map(output -> new KerasTensor(output, 0, 0)).toList(),
        Config.empty().with("config", config),
        Optional.empty());
  }
}
