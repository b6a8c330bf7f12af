package io.kerasport.core.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kerasport.build.Subclassed;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.spi.ModelJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code saved_model_cli show --all} tells of the same directories. */
final class SavedModelInspectorTest {
  @TempDir Path directory;

  private final SavedModelInspector inspector =
      new SavedModelInspector(new MemoryCheckpoints(), new OneModel());

  /** A JSON reader for files that hold nothing but a model's name. */
  static final class OneModel implements ModelJson {
    @Override
    public Optional<Subclassed> readSubclassed(Path file) {
      return Optional.empty();
    }

    @Override
    public Model readMetadata(byte[] metadata, String where) {
      throw new UnsupportedOperationException();
    }

    @Override
    public byte[] write(Model model) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Model read(Path file) {
      try {
        String name = Files.readString(file);
        if (name.isEmpty()) {
          throw new ModelFormatException("No model", file.toString(), "", null);
        }
        return new Model(
            name,
            Model.Kind.SEQUENTIAL,
            KerasGeneration.KERAS_3,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Config.of(Map.of()),
            Optional.empty());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private MetaGraphReport first(String name) {
    return inspector.inspect(SavedModels.written(name)).metaGraphs().get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"session", "session_text"})
  void readsTheBinaryAndTheTextForm(String name) {
    SavedModelReport report = inspector.inspect(SavedModels.written(name));
    assertThat(report.schemaVersion()).isEqualTo(1);
    assertThat(report.metaGraphs())
        .extracting(MetaGraphReport::tags)
        .containsExactly(List.of("serve"), List.of("train"));
    assertThat(report.metaGraphs().get(0).assets())
        .containsExactly(new MetaGraphReport.Asset("words.txt", "vocabulary:0"));
  }

  @Test
  void listsSignaturesWithTheirTensors() {
    assertThat(first("session").signatures())
        .containsExactly(
            new MetaGraphReport.Signature(
                "serving_default",
                "tensorflow/serving/predict",
                List.of(
                    new MetaGraphReport.Tensor(
                        "scores",
                        List.of("scores/values:0", "scores/indices:0", "scores/shape:0"),
                        "float32",
                        Shape.of(-1, 4)),
                    new MetaGraphReport.Tensor("word", List.of("word:0"), "string", Shape.of(-1)),
                    new MetaGraphReport.Tensor("x", List.of("x:0"), "float32", Shape.of(-1, 2))),
                List.of(
                    new MetaGraphReport.Tensor("ids", List.of("ids:0"), "int64", Shape.of(-1)),
                    new MetaGraphReport.Tensor(
                        "total", List.of("total:0"), "float32", Shape.unknown()),
                    new MetaGraphReport.Tensor("y", List.of("y:0"), "float32", Shape.of(-1, 2)))));
  }

  @Test
  void findsInitAndTrainOp() {
    List<MetaGraphReport> metaGraphs =
        inspector.inspect(SavedModels.written("session")).metaGraphs();
    assertThat(metaGraphs.get(0).initOp()).hasValue("group_deps");
    assertThat(metaGraphs.get(0).trainOp()).isEmpty();
    assertThat(metaGraphs.get(1).trainOp()).hasValue("group_deps_1");
  }

  @Test
  void tellsVariablesWithKeysAndWhetherTheyAreTrained() {
    assertThat(first("session").variables())
        .containsExactly(
            new MetaGraphReport.Variable(
                "w", "float32", Shape.of(2, 2), Optional.of(true), Optional.of("w")),
            new MetaGraphReport.Variable(
                "steps", "int32", Shape.scalar(), Optional.of(false), Optional.of("steps")),
            new MetaGraphReport.Variable(
                "seen", "float32", Shape.scalar(), Optional.of(false), Optional.empty()));
  }

  @Test
  void findsKeysOfVariablesThatAFunctionRestores() {
    assertThat(first("objects").variables())
        .filteredOn(variable -> variable.checkpointKey().isPresent())
        .extracting(
            MetaGraphReport.Variable::name,
            MetaGraphReport.Variable::shape,
            MetaGraphReport.Variable::trainable)
        .contains(
            tuple("Variable_5", Shape.of(3, 2), Optional.of(true)),
            tuple("Variable", Shape.of(2), Optional.of(false)));
  }

  @Test
  void listsWhatPythonCanCall() {
    assertThat(first("objects").callables())
        .contains(new MetaGraphReport.Callable("serve", List.of("((x: float32(?, 3)), {})")));
  }

  @Test
  void countsOpsFunctionsAndDevices() {
    MetaGraphReport report = first("session");
    assertThat(report.ops()).containsEntry("MatMul", 1).containsEntry("StatelessWhile", 1);
    assertThat(report.devices()).containsOnlyKeys("/device:CPU:*", "/device:CPU:0");
    assertThat(report.functions())
        .extracting(function -> function.name().replaceAll("_[0-9]+", ""))
        .containsExactlyInAnyOrder("loop_body", "loop_cond");
    assertThat(report.tensorFlowVersion()).isEqualTo("2.21.0");
    assertThat(report.strippedDefaultAttrs()).isTrue();
  }

  @Test
  void namesTheVariablesInCollections() {
    assertThat(first("session").collections())
        .contains(
            new MetaGraphReport.Collection("trainable_variables", "bytes_list", List.of("w:0")),
            new MetaGraphReport.Collection("local_variables", "bytes_list", List.of("seen:0")));
  }

  @Test
  void tellsHowTheGraphRestores() {
    assertThat(first("session").saver())
        .hasValue(
            new MetaGraphReport.Saver("save/Const:0", "save/Identity:0", "save/restore_all", "V2"));
  }

  @Test
  void listsTheCheckpointWithSizes() {
    assertThat(inspector.inspect(SavedModels.written("session")).checkpoint())
        .hasValueSatisfying(
            entries ->
                assertThat(entries)
                    .containsExactly(
                        new SavedModelReport.CheckpointEntry(
                            "note", "string", Shape.scalar(), Optional.empty()),
                        new SavedModelReport.CheckpointEntry(
                            "w", "float32", Shape.of(2, 2), Optional.of(16L))));
  }

  @Test
  void listsFilesBesideTheProto() {
    assertThat(inspector.inspect(SavedModels.written("session")).files())
        .containsExactly(new SavedModelReport.DataFile("assets/words.txt", 4));
  }

  @Test
  void namesTheKerasModel() throws IOException {
    Path copy = SavedModels.copy("session", directory);
    Files.writeString(copy.resolve("assets/saved_model.json"), "resnet50");
    assertThat(inspector.inspect(copy).kerasJson())
        .hasValue(new SavedModelReport.KerasJson(Optional.of("resnet50")));
  }

  @Test
  void inspectsEvenWhenTheModelsJsonIsDamaged() throws IOException {
    Path copy = SavedModels.copy("session", directory);
    Files.writeString(copy.resolve("assets/saved_model.json"), "");
    assertThat(inspector.inspect(copy).kerasJson())
        .hasValue(new SavedModelReport.KerasJson(Optional.empty()));
  }

  // Refusals

  private void refuses(Path path, String message) {
    assertThatThrownBy(() -> inspector.inspect(path))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.SAVED_MODEL_FORMAT))
        .hasMessageContaining(message);
  }

  @Test
  void refusesADirectoryThatDoesNotExist() {
    refuses(directory.resolve("nowhere"), "nowhere` does not exist");
  }

  @Test
  void refusesAFileInPlaceOfADirectory() {
    refuses(SavedModels.written("session").resolve("saved_model.pb"), "is no directory");
  }

  @Test
  void refusesADirectoryWithoutAProto() {
    refuses(directory, "holds neither saved_model.pb nor saved_model.pbtxt");
  }

  @Test
  void refusesATruncatedProto() throws IOException {
    byte[] bytes = Files.readAllBytes(SavedModels.written("session").resolve("saved_model.pb"));
    Files.write(
        directory.resolve("saved_model.pb"), java.util.Arrays.copyOf(bytes, bytes.length - 1));
    refuses(directory, "is not a SavedModel proto");
  }

  @Test
  void refusesAnEmptyProto() throws IOException {
    Files.createFile(directory.resolve("saved_model.pb"));
    refuses(directory, "holds no MetaGraph");
  }

  @Test
  void refusesDeepNestingInBinary() throws IOException {
    // meta_graphs { signature_def value { inputs value { composite_tensor { components { … } } } }
    // }
    byte[] inner = new byte[0];
    for (int depth = 0; depth < 200; depth++) {
      inner = field(5, field(2, inner));
    }
    byte[] signature = field(1, field(2, inner));
    Files.write(directory.resolve("saved_model.pb"), field(2, field(5, field(2, signature))));
    refuses(directory, "is not a SavedModel proto");
  }

  private static byte[] field(int number, byte[] content) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    out.write(number << 3 | 2);
    int size = content.length;
    while (size >= 0x80) {
      out.write(size & 0x7f | 0x80);
      size >>>= 7;
    }
    out.write(size);
    out.writeBytes(content);
    return out.toByteArray();
  }

  @Test
  void refusesDeepNestingInText() throws IOException {
    String open = "composite_tensor { components { ".repeat(200);
    Files.writeString(
        directory.resolve("saved_model.pbtxt"),
        "meta_graphs { signature_def { key: 's' value { inputs { key: 'x' value { "
            + open
            + "} }".repeat(200)
            + "} } } } }");
    refuses(directory, "is not a SavedModel proto");
  }

  @Test
  void refusesTextWithAnUnknownField() throws IOException {
    Files.writeString(directory.resolve("saved_model.pbtxt"), "meta_graphs { tempo: 3 }");
    refuses(directory, "tempo");
  }
}
