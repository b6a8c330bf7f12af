package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.KerasportRuntime;
import io.kerasport.build.Subclassed;
import io.kerasport.export.BuildOptions;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.InputSignature;
import io.kerasport.export.ModelFormatException;
import io.kerasport.export.SignatureInferenceException;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.Directories;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the original function refused, or failed at half-way, is refused with a type, an id and a
 * text before anything is written.
 */
final class RefusalsTest {
  private static final InputSignature ROWS =
      InputSignature.of(new TensorSpec(DType.FLOAT, Shape.of(-1, 3)), "rows");

  @TempDir Path source;
  @TempDir Path target;
  private Path exported = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    exported = OriginalCase.exported().get(0).unpack(source);
  }

  // ------------------------------------------------------------------------------------- exports

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aSequentialModelThatWasNeverBuilt(String backend) {
    for (ExportOptions options :
        List.of(
            ExportOptions.defaults(),
            ExportOptions.builder().inputSignature(ROWS).build(),
            ExportOptions.builder().servingOnly(true).build())) {
      refuses(
          () ->
              runtime(backend)
                  .exporter()
                  .export(
                      Runtimes.through("pure-java")
                          .reader()
                          .read(UpstreamModels.file("unbuilt.keras")),
                      target,
                      options),
          ModelFormatException.class,
          ErrorId.MODEL_FORMAT,
          "shape");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aClassThatNobodyKnows(String backend) throws IOException {
    Model model = loaded("\"class_name\": \"Dropout\"", "\"class_name\": \"Sieve\"");

    refuses(
        () -> export(backend, model, ExportOptions.defaults()),
        UnsupportedModelException.class,
        ErrorId.UNSUPPORTED_MODEL,
        "`Sieve`",
        "at layer drop",
        "Register a serializer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aSubclassedModelWithEvaluationAndTraining(String backend) {
    Model plain =
        Runtimes.through("pure-java")
            .builder()
            .build(
                Subclassed.of("acme>Doubled", "doubled", Map.of()),
                BuildOptions.defaults().withCustomObjects(Doubled.CUSTOM_OBJECTS));
    Model compiled = plain.compile(Compile.with("SGD").loss("mse").config());

    for (Model model : List.of(plain, compiled)) {
      for (ExportOptions options :
          List.of(ExportOptions.defaults(), ExportOptions.builder().inputSignature(ROWS).build())) {
        refuses(
            () -> export(backend, model, options),
            UnsupportedModelException.class,
            ErrorId.UNSUPPORTED_MODEL,
            "Model `doubled` is neither functional nor Sequential",
            "at model doubled",
            "Export it with servingOnly.");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aSubclassedModelThatNobodyKnows(String backend) {
    Model model =
        Runtimes.through("pure-java")
            .builder()
            .build(
                Subclassed.of("acme>Doubled", "doubled", Map.of()),
                BuildOptions.defaults().withCustomObjects(Doubled.CUSTOM_OBJECTS));

    refuses(
        () -> export(backend, model, ExportOptions.builder().servingOnly(true).build()),
        UnsupportedModelException.class,
        ErrorId.UNSUPPORTED_MODEL,
        "no class of a model is called `acme>Doubled`",
        "model doubled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void featureColumns(String backend) throws IOException {
    Model model = loaded("\"class_name\": \"Dropout\"", "\"class_name\": \"DenseFeatures\"");

    refuses(
        () -> export(backend, model, ExportOptions.defaults()),
        UnsupportedModelException.class,
        ErrorId.UNSUPPORTED_MODEL,
        "feature columns are preprocessing outside Keras",
        "at layer drop");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aFunctionThatNobodyKnows(String backend) throws IOException {
    Model model = loaded("\"activation\": \"relu\"", "\"activation\": \"bend\"");

    refuses(
        () -> export(backend, model, ExportOptions.defaults()),
        UnsupportedModelException.class,
        ErrorId.UNSUPPORTED_MODEL,
        "`bend`",
        "at layer first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aLossAMetricAndAnOptimizerThatNobodyKnows(String backend) throws IOException {
    Model model = Runtimes.through("pure-java").loader().load(exported);

    refuses(
        () -> export(backend, model.compile(Compile.with("SGD").loss("guess").config())),
        ExportException.class,
        ErrorId.COMPILE_CONFIG,
        "`guess`",
        "at output y");
    refuses(
        () ->
            export(
                backend, model.compile(Compile.with("SGD").loss("mse").metrics("luck").config())),
        ExportException.class,
        ErrorId.COMPILE_CONFIG,
        "`luck`",
        "at output y");
    refuses(
        () -> export(backend, model.compile(Compile.with("Guru").loss("mse").config())),
        ExportException.class,
        ErrorId.COMPILE_CONFIG,
        "`Guru`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aSignatureOfMoreInputsThanTheModelHas(String backend) throws IOException {
    Model model = Runtimes.through("pure-java").loader().load(exported);
    InputSignature two = InputSignature.of(List.of(ROWS, ROWS));

    for (boolean servingOnly : new boolean[] {false, true}) {
      refuses(
          () ->
              export(
                  backend,
                  model,
                  ExportOptions.builder().servingOnly(servingOnly).inputSignature(two).build()),
          SignatureInferenceException.class,
          ErrorId.SIGNATURE,
          "expected 1 tensor",
          "found 2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void weightsOfAnotherModel(String backend) throws IOException {
    Model fewer =
        SmallModel.weights(
            Runtimes.through("pure-java").loader().load(exported),
            layer -> layer.name().equals("y") ? Optional.of(List.of()) : layer.weights());
    refuses(
        () -> export(backend, fewer, ExportOptions.defaults()),
        ModelFormatException.class,
        ErrorId.WEIGHT_MISMATCH,
        "weight kernel of type float32(4, 2) is missing",
        "at layer y");

    Model model = loaded("\"units\": 4", "\"units\": 5");
    refuses(
        () -> export(backend, model, ExportOptions.defaults()),
        ModelFormatException.class,
        ErrorId.WEIGHT_MISMATCH,
        "weight kernel should be float32(3, 5) and is float32(3, 4)",
        "at layer first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aConfigurationThatJsonCannotHold(String backend) {
    Model model = Runtimes.through("pure-java").loader().load(exported);
    Config source = model.source().with("mine", Map.of("thread", Thread.currentThread()));
    Model odd =
        new Model(
            model.name(),
            model.kind(),
            model.generation(),
            model.layers(),
            model.nodes(),
            model.inputs(),
            model.outputs(),
            source,
            model.compileConfig());

    refuses(
        () -> export(backend, odd),
        ModelFormatException.class,
        ErrorId.MODEL_FORMAT,
        "The configuration holds a java.lang.Thread, which JSON cannot hold: /mine/thread");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aTargetThatIsAFile(String backend) throws IOException {
    Model model = Runtimes.through("pure-java").loader().load(exported);
    Path file = Files.writeString(source.resolve("file"), "mine");

    assertThatThrownBy(() -> runtime(backend).exporter().export(model, file))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.TARGET))
        .hasMessageContaining(file + " is a file");
    assertThat(file).hasContent("mine");
  }

  // ------------------------------------------------------------------------------------- loading

  @Test
  void aDirectoryWithoutJson() throws IOException {
    Files.delete(exported.resolve("assets/saved_model.json"));
    refuses(
        () -> Runtimes.through("pure-java").loader().load(exported),
        ModelFormatException.class,
        ErrorId.MODEL_FORMAT,
        "The model's JSON is missing",
        "assets/saved_model.json");
  }

  @Test
  void aDirectoryThatIsNoExport() {
    refuses(
        () -> Runtimes.through("pure-java").loader().load(source),
        ExportException.class,
        ErrorId.SAVED_MODEL_FORMAT,
        source + " is not a SavedModel");
  }

  @Test
  void aDirectoryWithoutItsCheckpoint() throws IOException {
    Files.delete(exported.resolve("variables/variables.index"));
    refuses(
        () -> Runtimes.through("pure-java").loader().load(exported),
        CheckpointFormatException.class,
        ErrorId.CHECKPOINT_FORMAT,
        "The checkpoint's index is missing",
        "variables.index");
  }

  @Test
  void aCheckpointThatIsDamaged() throws IOException {
    Path index = exported.resolve("variables/variables.index");
    byte[] bytes = Files.readAllBytes(index);
    bytes[bytes.length / 2] ^= 1;
    Files.write(index, bytes);
    refuses(
        () -> Runtimes.through("pure-java").loader().load(exported),
        CheckpointFormatException.class,
        ErrorId.CHECKPOINT_FORMAT,
        index.toString());
  }

  @Test
  void aCheckpointOfAnotherModel() throws IOException {
    Model model = loaded("\"units\": 2", "\"units\": 7");
    refuses(
        () -> export("pure-java", model, ExportOptions.defaults()),
        ModelFormatException.class,
        ErrorId.WEIGHT_MISMATCH,
        "at layer y");
  }

  @Test
  void loadingNeedsNoCustomObjects() throws IOException {
    assertThat(loaded("\"class_name\": \"Dropout\"", "\"class_name\": \"Sieve\"").layer("drop"))
        .satisfies(layer -> assertThat(layer.className()).isEqualTo("Sieve"));
  }

  // ---------------------------------------------------------------------------------------------

  /** The model with a text of its JSON replaced. */
  private Model loaded(String text, String other) throws IOException {
    Path json = exported.resolve("assets/saved_model.json");
    String before = Files.readString(json);
    assertThat(before).contains(text);
    Files.writeString(json, before.replaceFirst(java.util.regex.Pattern.quote(text), other));
    return Runtimes.through("pure-java").loader().load(exported);
  }

  private void export(String backend, Model model) {
    export(backend, model, ExportOptions.defaults());
  }

  private void export(String backend, Model model, ExportOptions options) {
    runtime(backend).exporter().export(model, target, options);
  }

  private void refuses(
      Runnable call, Class<? extends ExportException> type, ErrorId id, String... text) {
    assertThatThrownBy(call::run)
        .isInstanceOf(type)
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.id()).isEqualTo(id))
        .hasMessageContainingAll(text);
    try {
      assertThat(Directories.files(target)).isEmpty();
      assertThat(target).isEmptyDirectory();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static KerasportRuntime runtime(String backend) {
    return Runtimes.through(backend);
  }
}
