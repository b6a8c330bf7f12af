package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;

/** An export that was trained, loaded and exported again has lost nothing of its checkpoint. */
final class ReloadedTrainingTest {
  private static final String DATA = "variables/variables.data-00000-of-00001";
  private static final String INDEX = "variables/variables.index";

  private static NpzArrays arrays = NpzArrays.none();

  private final KerasportRuntime runtime = Runtimes.through("pure-java");

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(TrainingFixture.file("training.npz"));
  }

  static Stream<TrainingFixture> cases() throws IOException {
    return Stream.concat(TrainingFixture.all().stream(), TrainingFixture.withLossScale().stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theCheckpointStaysAsItIs(TrainingFixture fixture) throws Exception {
    Config compiled = Config.empty().with("optimizer", fixture.optimizer()).with("loss", "mse");
    Path trained = export(runtime.reader().read(fixture.model()).compile(compiled));
    train(trained);

    Path again = export(runtime.loader().load(trained).compile(compiled));
    assertThat(again.resolve(DATA)).hasSameBinaryContentAs(trained.resolve(DATA));
    assertThat(again.resolve("saved_model.pb"))
        .hasSameBinaryContentAs(trained.resolve("saved_model.pb"));
  }

  @Test
  void anotherOptimizerStartsAnew() throws Exception {
    Config adam = Config.empty().with("optimizer", "Adam").with("loss", "mse");
    Config sgd = Config.empty().with("optimizer", "SGD").with("loss", "mse");
    Model model = runtime.reader().read(TrainingFixture.file("base.keras"));
    Path trained = export(model.compile(adam));
    train(trained);
    Model loaded = runtime.loader().load(trained);

    ExportResult fresh = runtime.exporter().export(loaded.compile(sgd), directory);
    assertThat(fresh.warnings())
        .containsExactly(
            "The optimizer's variables in the checkpoint do not fit SGD; its training starts"
                + " anew.");
    try (RunnableGraph graph = RunnableGraph.load(fresh.path(), "train")) {
      assertThat(graph.variables("global_step").values()).containsExactly(new double[] {0});
    }
  }

  /** The optimizers of Keras 3, of Keras 2 since 2.11, and of Keras 2 before. */
  @ParameterizedTest
  @CsvSource({"base.keras, false", "base.h5, false", "base.h5, true"})
  void theRateOfTheCheckpointCountsForMoreThanThatOfTheCompilation(String file, boolean legacy)
      throws Exception {
    Path trained =
        export(runtime.reader().read(TrainingFixture.file(file)).compile(adam(0.05, legacy)));
    train(trained);

    ExportResult exported =
        runtime
            .exporter()
            .export(runtime.loader().load(trained).compile(adam(0.5, legacy)), directory);

    assertThat(exported.warnings())
        .containsExactly(
            "The checkpoint's learning_rate of 0.05 counts for more than the 0.5 that the model is"
                + " compiled with, as in Keras.");
    Path again = exported.path();
    try (RunnableGraph graph = RunnableGraph.load(again, "train")) {
      assertThat(graph.variables("variables").get("training/Adam/learning_rate"))
          .containsExactly(0.05f);
      assertThat(graph.variables("global_step").values()).containsExactly(new double[] {1});
    }
    assertThat(again.resolve(DATA)).hasSameBinaryContentAs(trained.resolve(DATA));
  }

  @ParameterizedTest
  @CsvSource({"base.keras, false", "base.h5, false", "base.h5, true"})
  void theSameRateOrNoneStatedNeedsNoWarning(String file, boolean legacy) throws Exception {
    Path trained =
        export(runtime.reader().read(TrainingFixture.file(file)).compile(adam(0.05, legacy)));
    Model loaded = runtime.loader().load(trained);
    Config unstated = legacyIf(legacy, new HashMap<>());

    for (Config config : List.of(adam(0.05, legacy), unstated)) {
      assertThat(runtime.exporter().export(loaded.compile(config), directory).warnings()).isEmpty();
    }
  }

  private static Config adam(double rate, boolean legacy) {
    return legacyIf(legacy, new HashMap<>(Map.of("learning_rate", rate)));
  }

  private static Config legacyIf(boolean legacy, Map<String, Object> settings) {
    if (legacy) {
      settings.put("decay", 0.0);
    }
    return Compile.with("Adam", settings).loss("mse").config();
  }

  private Path export(Model model) {
    return runtime.exporter().export(model, directory).path();
  }

  /** Does one step and puts the checkpoint where the export's was. */
  private void train(Path export) throws IOException {
    Path saved = directory.resolve("saved");
    try (RunnableGraph graph = RunnableGraph.load(export, "train");
        Tensor x = arrays.tensor("batch/1/x");
        Tensor y = arrays.tensor("batch/1/y")) {
      graph.step(Map.of("x", x, "y_target", y));
      graph.save(saved);
    }
    for (String file : List.of(INDEX, DATA)) {
      String suffix = file.substring(file.indexOf('.'));
      Files.move(
          saved.resolveSibling("saved" + suffix),
          export.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
