package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.export.ReadOptions;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller says of a model beyond its file: the input's shape, and other files' weights. */
class CallersKnowledgeTest {
  private static final ReadOptions SHAPE =
      ReadOptions.defaults().withInputShape(Shape.of(Shape.UNKNOWN_DIM, 6));

  private final Path directory;

  CallersKnowledgeTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static Path split(String name) {
    return Fixture.path("split/" + name);
  }

  private Path edited(String architecture, String... changes) throws IOException {
    String json = Files.readString(split(architecture));
    for (int i = 0; i < changes.length; i += 2) {
      assertThat(json).contains(changes[i]);
      json = json.replace(changes[i], changes[i + 1]);
    }
    return Files.writeString(directory.resolve("architecture.json"), json);
  }

  @Test
  void theShapeGoesIntoTheModelAndItsConfiguration() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("late.json"),
            """
            {"class_name": "Sequential", "keras_version": "2.15.0", "config": {"name": "late",
             "layers": [{"class_name": "Dense", "config": {"name": "hidden"}},
              {"class_name": "BatchNormalization", "config": {"name": "norm"}},
              {"class_name": "Dense", "config": {"name": "probabilities"}}]}}""");
    Path weights = split("sequential.k2.by_name.h5");

    assertThatThrownBy(() -> Fixture.reader().read(file, weights))
        .hasMessageContaining("was saved before its input shape was known");
    Model model = Fixture.reader().read(file, SHAPE.withWeights(weights));
    assertThat(model.layer("hidden_input").config().list("batch_input_shape"))
        .containsExactly(null, 6L);
    assertThat(model.source().object("config").list("build_input_shape")).containsExactly(null, 6L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"functional.k2", "functional.k3"})
  void refusesAShapeForAFunctionalModel(String model) {
    assertThatThrownBy(() -> Fixture.reader().read(Fixture.path(model + ".h5"), SHAPE))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("which is no Sequential model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential.k2.h5", "sequential.k3.h5", "sequential.k3.keras"})
  void refusesAShapeForAModelThatHasOne(String file) {
    assertThatThrownBy(() -> Fixture.reader().read(Fixture.path(file), SHAPE))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("which has one: [null, 6]");
  }

  @ParameterizedTest
  @CsvSource({"k2, by_name.h5", "k2, weights.h5", "k3, weights.h5"})
  void renamedLayersGetTheWeightsOfTheirPlace(String generation, String weights)
      throws IOException {
    String name = "sequential." + generation;
    Path file = edited(name + ".architecture.json", "\"hidden\"", "\"hidden_3\"");

    Model renamed = Fixture.reader().read(file, split(name + "." + weights));
    Model original =
        Fixture.reader().read(split(name + ".architecture.json"), split(name + "." + weights));

    assertThat(described(renamed)).isNotEmpty().isEqualTo(described(original));
  }

  private static List<String> described(Model model) {
    List<String> found = new ArrayList<>();
    model
        .layers()
        .forEach(
            layer ->
                layer
                    .weights()
                    .ifPresent(
                        weights ->
                            found.add(weights.stream().map(Fixture::described).toList() + "")));
    return found;
  }

  @Test
  void namesDecideWhereTheModelHasThemAll() throws IOException {
    Model swapped =
        Fixture.reader()
            .read(
                edited(
                    "sequential.k3.architecture.json",
                    "\"hidden\"",
                    "\"other\"",
                    "\"probabilities\"",
                    "\"hidden\"",
                    "\"other\"",
                    "\"probabilities\""),
                split("sequential.k3.weights.h5"));
    Config expected = Fixture.expected("sequential.k3.json").object("weights");

    assertThat(swapped.layer("hidden").weights().orElseThrow())
        .extracting(Fixture::described)
        .containsExactlyInAnyOrderElementsOf(
            expected.list("hidden").stream()
                .map(weight -> Fixture.described((Config) weight))
                .toList());
  }

  private Path shards(String map) throws IOException {
    Files.write(
        directory.resolve("one.weights.h5"), Files.readAllBytes(split("functional.k3.weights.h5")));
    return Files.writeString(
        directory.resolve("w.weights.json"), "{\"weight_map\": {" + map + "}}");
  }

  @Test
  void oneShardIsAFileLikeAnother() throws IOException {
    Model model =
        Fixture.reader()
            .read(
                split("functional.k3.architecture.json"),
                shards("\"/layers/dense/vars\": \"one.weights.h5\""));

    assertThat(model.layer("shared").weights().orElseThrow())
        .extracting(Weight::origin)
        .allMatch(origin -> origin.contains("one.weights.h5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'' ; names 0 files",
        "\"/vars\": \"../one.weights.h5\"; is not one beside the file",
        "\"/vars\": \"/etc/passwd\"; is not one beside the file",
        "\"/vars\": [\"one.weights.h5\", \"sub/two.h5\"]; is not one beside the file",
        "\"/vars\": \"two.weights.h5\"; There is no file `two.weights.h5`",
        "\"/vars\": 1; names no file for `/vars`",
        "\"/vars\": [null]; names no file for `/vars`",
        "\"/vars\": \"w.weights.json\"; The HDF5 file cannot be read"
      })
  void refusesAMapThatLeadsNowhere(String map, String message) throws IOException {
    Path file = shards(map);

    assertThatThrownBy(() -> Fixture.reader().read(split("functional.k3.architecture.json"), file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("w.weights.json");
  }

  @Test
  void refusesAMapOfTooManyFiles() throws IOException {
    StringBuilder map = new StringBuilder("\"/vars\": [\"a\"");
    for (int i = 0; i < 1000; i++) {
      map.append(", \"").append(i).append('"');
    }
    Path file = shards(map.append(']').toString());

    assertThatThrownBy(() -> Fixture.reader().read(split("functional.k3.architecture.json"), file))
        .hasMessageContaining("names 1001 files, 1 to 1000 are read");
  }

  @Test
  void refusesAMapInPlaceOfAnArchitecture() throws IOException {
    Path file = shards("\"/vars\": \"one.weights.h5\"");

    assertThatThrownBy(() -> Fixture.reader().read(file, split("functional.k3.weights.h5")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("a map of sharded weights, which holds no model");
  }

  @Test
  void anUnpackedArchiveIsADirectory() throws IOException {
    Path unpacked = Files.createDirectory(directory.resolve("model"));
    try (var zip = new java.util.zip.ZipFile(Fixture.path("functional.k3.keras").toFile())) {
      for (String entry : List.of("config.json", "metadata.json", "model.weights.h5")) {
        Files.write(
            unpacked.resolve(entry), zip.getInputStream(zip.getEntry(entry)).readAllBytes());
      }
    }

    Model model = Fixture.reader().read(unpacked);

    assertThat(described(model)).isEqualTo(described(Fixture.read("functional.k3.keras")));
    byte[] weights = Files.readAllBytes(unpacked.resolve("model.weights.h5"));
    Files.write(unpacked.resolve("model.weights.h5"), Arrays.copyOf(weights, weights.length / 2));
    assertThatThrownBy(() -> Fixture.reader().read(unpacked))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("model.weights.h5");
    Files.delete(unpacked.resolve("model.weights.h5"));
    assertThatThrownBy(() -> Fixture.reader().read(unpacked))
        .hasMessageContaining("The model has no entry `model.weights.h5`");
  }
}
