package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.ServedModel.Prediction;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Tables of vocabularies in SavedModels. */
final class LookupTablesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "pure-java, string_lookups",
    "tensorflow, string_lookups",
    "pure-java, text_vectorizations",
    "tensorflow, adapted"
  })
  void theFunctionOfAServingOnlyExportLooksUpInItsOwnTables(String backend, String name)
      throws IOException {
    Path exported = export(backend, name, ExportOptions.builder().servingOnly(true));

    Path calling = ServingFunctionCall.rewrite(exported, directory.resolve("calling"));

    assertPredictsLikeKeras(calling, name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"string_lookups", "text_vectorizations"})
  void backendsWriteEqualServingOnlyFiles(String name) throws IOException {
    ExportOptions.Builder options = ExportOptions.builder().servingOnly(true);
    Directories.assertEqual(
        export("pure-java", name, options), export("tensorflow", name, options));
  }

  @Test
  void aServingOnlyExportWithoutVariablesHasACheckpointOfItsObjectsAlone() throws IOException {
    Path exported =
        export("pure-java", "text_vectorizations", ExportOptions.builder().servingOnly(true));

    assertThat(exported.resolve("variables/variables.index")).isNotEmptyFile();
    assertPredictsLikeKeras(exported, "text_vectorizations");
  }

  @Test
  void theInitOpFillsEveryTable() throws IOException {
    MetaGraphDef graph = graph(export("pure-java", "string_lookups", ExportOptions.builder()));

    List<String> fills =
        nodes(graph, "LookupTableImportV2").stream().map(NodeDef::getName).toList();
    NodeDef init =
        graph.getGraphDef().getNodeList().stream()
            .filter(node -> node.getName().equals("init"))
            .findFirst()
            .orElseThrow();
    assertThat(init.getInputList())
        .containsExactlyInAnyOrderElementsOf(fills.stream().map(fill -> "^" + fill).toList());
    assertThat(graph.getCollectionDefOrThrow("table_initializer").getNodeList().getValueList())
        .containsExactlyElementsOf(fills);
  }

  @Test
  void tablesOfEqualVocabulariesShareANameAndOthersDoNot() throws IOException {
    MetaGraphDef graph = graph(export("pure-java", "integer_lookups", ExportOptions.builder()));
    Map<String, String> names = new LinkedHashMap<>();
    nodes(graph, "HashTableV2")
        .forEach(
            node ->
                names.put(
                    node.getName(), node.getAttrOrThrow("shared_name").getS().toStringUtf8()));

    assertThat(names.get("plain/table")).isEqualTo(names.get("one_hot/table"));
    assertThat(names.get("plain/table")).isNotEqualTo(names.get("masked/table"));
    assertThat(names.get("plain/table")).isNotEqualTo(names.get("inverted/table"));
  }

  @Test
  void fillingATableOnceMoreChangesNothing() throws IOException {
    Path exported = export("pure-java", "string_lookups", ExportOptions.builder());
    try (ServedModel served = ServedModel.load(exported)) {
      served.initialize();
      served.initialize();
      assertPredictsLikeKeras(served, "string_lookups");
    }
  }

  @Test
  void anUnknownTermIsAnErrorWhereItHasNoNumber() throws IOException {
    Path exported = export("pure-java", "string_lookups", ExportOptions.builder());
    Map<String, Npz.Array> inputs = inputs(fixture("string_lookups"));
    inputs.put("known", unknownTerms());
    try (ServedModel served = ServedModel.load(exported)) {
      assertThatThrownBy(() -> served.predict(inputs))
          .hasMessageContaining("all inputs should be in the vocabulary of none_unknown");
    }
  }

  private static Npz.Array unknownTerms() {
    return new Npz.Array(DType.STRING, new long[] {1, 2}, new byte[] {'q', 'r'});
  }

  @Test
  void aVocabularyFileThatAConfigurationNamesIsNeverOpened() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret.txt"), "a\nb\n");
    Path archive =
        EditedArchive.withConfig(
            Objects.requireNonNull(fixture("string_lookups").files().get("keras")),
            directory.resolve("edited.keras"),
            config ->
                config.replace(
                    "\"vocabulary\": [\"a\", \"b\", \"c\", \"\\u00fc\"]",
                    "\"vocabulary\": \"" + secret.toString().replace("\\", "/") + "\""));
    Model model = Runtimes.through("pure-java").reader().read(archive);

    assertThatThrownBy(
            () -> Runtimes.through("pure-java").exporter().export(model, directory.resolve("out")))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("its vocabulary is a file outside of the model")
        .hasMessageContaining("layer plain");
  }

  @Test
  void aRunnerTakesAndGivesTexts() throws IOException {
    Path exported = export("pure-java", "string_lookups", ExportOptions.builder());
    Map<String, TensorValue> inputs = new LinkedHashMap<>();
    inputs.put("word", texts(Shape.of(1, 1), "a"));
    inputs.put("words", texts(Shape.of(1, 3), "a", "ü", "q"));
    inputs.put("number", TensorValue.ofInts(Shape.of(1, 1), 3));
    inputs.put("flat", texts(Shape.of(1), "a"));
    inputs.put("known", texts(Shape.of(1, 2), "b", "c"));
    try (ModelRunner runner =
        Runtimes.through("pure-java").runners().open(exported, RunOptions.defaults())) {
      Map<String, TensorValue> outputs = runner.predict(inputs);
      assertThat(Objects.requireNonNull(outputs.get("plain")).integers()).containsExactly(1, 4, 0);
      assertThat(Objects.requireNonNull(outputs.get("inverted")).strings()).containsExactly("c");
    }
  }

  private static TensorValue texts(Shape shape, String... texts) {
    return TensorValue.ofStrings(shape, List.of(texts));
  }

  private Path export(String backend, String name, ExportOptions.Builder options)
      throws IOException {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(Objects.requireNonNull(fixture(name).files().get("keras")));
    return runtime.exporter().export(model, directory, options.build()).path();
  }

  private static Fixture fixture(String name) throws IOException {
    return Fixture.all().stream()
        .filter(fixture -> fixture.name().equals(name) && fixture.writer().startsWith("keras "))
        .findFirst()
        .orElseThrow();
  }

  private static MetaGraphDef graph(Path exported) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(exported.resolve("saved_model.pb")))
        .getMetaGraphs(0);
  }

  private static List<NodeDef> nodes(MetaGraphDef graph, String op) {
    return graph.getGraphDef().getNodeList().stream()
        .filter(node -> node.getOp().equals(op))
        .toList();
  }

  private static Map<String, Npz.Array> inputs(Fixture fixture) throws IOException {
    Map<String, Npz.Array> data = Npz.read(fixture.data());
    Map<String, Npz.Array> inputs = new LinkedHashMap<>();
    for (int i = 0; i < fixture.inputs().size(); i++) {
      inputs.put(fixture.inputs().get(i), Objects.requireNonNull(data.get("input_" + i)));
    }
    return inputs;
  }

  private static void assertPredictsLikeKeras(Path exported, String name) throws IOException {
    try (ServedModel served = ServedModel.load(exported)) {
      assertPredictsLikeKeras(served, name);
    }
  }

  private static void assertPredictsLikeKeras(ServedModel served, String name) throws IOException {
    Fixture fixture = fixture(name);
    Map<String, Npz.Array> data = Npz.read(fixture.data());
    Map<String, Prediction> predicted = served.predict(inputs(fixture));
    for (int i = 0; i < fixture.outputs().size(); i++) {
      Prediction expected = ServedModel.prediction(Objects.requireNonNull(data.get("output_" + i)));
      Prediction actual = Objects.requireNonNull(predicted.get(fixture.outputs().get(i)));
      assertThat(actual.texts()).as(fixture.outputs().get(i)).isEqualTo(expected.texts());
      assertThat(actual.values())
          .as(fixture.outputs().get(i))
          .containsExactly(expected.values(), within(1e-5));
    }
  }
}
