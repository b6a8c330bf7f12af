package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose architecture is in one file and whose weights are in another. */
class SplitFilesTest {
  @TempDir private Path directory;

  private static Path split(String name) {
    return Fixture.path("split/" + name);
  }

  /** Each model of each Keras with each form of its weights. */
  static Stream<Arguments> pairs() {
    return Stream.of("sequential", "functional", "nested", "images", "sequences", "operations")
        .flatMap(model -> Stream.of(model + ".k2", model + ".k3"))
        .flatMap(
            model ->
                Stream.of(
                        split(model + ".weights.h5"),
                        model.endsWith("k2") ? split(model + ".by_name.h5") : null,
                        Fixture.path(model + ".h5"),
                        Fixture.path(model + ".keras"))
                    .filter(Objects::nonNull)
                    .map(weights -> Arguments.of(model, weights)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyLayerHasTheWeightsThatKerasGaveIt(String model, Path weights) {
    Model read = Fixture.reader().read(split(model + ".architecture.json"), weights);

    haveTheWeights(Fixture.layers(read), Fixture.expected(model + ".json"));
  }

  private static void haveTheWeights(Map<String, Layer> layers, Config expected) {
    expected
        .object("weights")
        .entries()
        .forEach(
            (path, value) -> {
              List<String> wanted = new ArrayList<>();
              ((List<?>) Objects.requireNonNull(value))
                  .forEach(item -> wanted.add(Fixture.described((Config) item)));
              assertThat(Objects.requireNonNull(layers.get(path), path).weights().orElseThrow())
                  .as(path)
                  .extracting(Fixture::described)
                  .containsExactlyInAnyOrderElementsOf(wanted);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "split/nested.k2.by_name.h5",
        "split/nested.k2.weights.h5",
        "split/nested.k3.weights.h5",
        "nested.k2.h5",
        "nested.k3.h5"
      })
  void layersThatKerasCountedOnHaveTheirWeightsInNestedModelsToo(String weights)
      throws IOException {
    String model = weights.contains("k2") ? "nested.k2" : "nested.k3";
    String renamed =
        Files.readString(split(model + ".architecture.json"))
            .replaceAll("\"((dense|norm|out)_(core|middle|tower)|core|middle|tower)\"", "\"$1_7\"");
    assertThat(renamed).contains("\"dense_core_7\"", "\"middle_7\"").doesNotContain("\"core\"");
    Path architecture = Files.writeString(directory.resolve("model.json"), renamed);

    Map<String, Layer> read = new HashMap<>();
    Fixture.layers(Fixture.reader().read(architecture, Fixture.path(weights)))
        .forEach((path, layer) -> read.put(path.replace("_7", ""), layer));

    haveTheWeights(read, Fixture.expected(model + ".json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"functional.k2", "functional.k3", "nested.k2", "nested.k3"})
  void theArchitectureIsTheOneOfTheWholeFile(String model) {
    Model read =
        Fixture.reader().read(split(model + ".architecture.json"), split(model + ".weights.h5"));
    Model whole = Fixture.read(model + ".keras");

    assertThat(read.nodes()).isEqualTo(whole.nodes());
    assertThat(read.outputs()).isEqualTo(whole.outputs());
    assertThat(read.generation()).isEqualTo(whole.generation());
  }

  @ParameterizedTest
  @ValueSource(strings = {"functional.k2.keras", "functional.k3.h5"})
  void aWholeModelMayGiveTheArchitecture(String architecture) {
    String model = architecture.substring(0, architecture.lastIndexOf('.'));
    Model read = Fixture.reader().read(Fixture.path(architecture), split(model + ".weights.h5"));

    haveTheWeights(Fixture.layers(read), Fixture.expected(model + ".json"));
    assertThat(read.layer("shared").weights().orElseThrow())
        .extracting(Weight::origin)
        .allMatch(origin -> origin.contains("weights.h5"));
  }

  @Test
  void jsonOfKeras3StatesNoVersionAndStillIsOfKeras3() throws IOException {
    Path architecture = split("sequential.k3.architecture.json");

    assertThat(Files.readString(architecture)).doesNotContain("keras_version");
    assertThat(Fixture.reader().read(architecture, split("sequential.k3.weights.h5")).generation())
        .isEqualTo(io.kerasport.model.KerasGeneration.KERAS_3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.h5", "by_name.h5"})
  void refusesTheWeightsOfAnotherModel(String kind) {
    assertThatThrownBy(
            () ->
                Fixture.reader()
                    .read(split("images.k2.architecture.json"), split("sequential.k2." + kind)))
        .isInstanceOf(ExportException.class)
        .hasFieldOrPropertyWithValue("id", ErrorId.WEIGHT_MISMATCH)
        .hasMessageContaining("no layer takes the weight float32(6, 4)")
        .hasMessageContaining("sequential.k2." + kind);
  }

  @Test
  void refusesWeightsWithoutAnyLayer() {
    assertIsRefused(
        split("images.k2.architecture.json"),
        PackedResource.of(Fixture.class, "hdf5/earliest.h5"),
        "holds no weights that Keras wrote");
  }

  @Test
  void refusesJsonInPlaceOfWeights() {
    Path json = split("images.k2.architecture.json");

    assertIsRefused(json, json, "This is JSON, which holds no weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"class_name\": \"Sequential\", \"config\": []}"})
  void refusesJsonThatStatesNeitherVersionNorModule(String json) throws IOException {
    assertIsRefused(
        Files.writeString(directory.resolve("model.json"), json),
        split("images.k2.weights.h5"),
        "states no `keras_version`, as files of Keras 1 do");
  }

  @Test
  void refusesJsonThatIsNoModel() throws IOException {
    assertIsRefused(
        Files.writeString(directory.resolve("model.json"), "{\"keras_version\": \"3.1.0\"}"),
        split("images.k2.weights.h5"),
        "class_name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential.k3.architecture.json", "nested.k2.architecture.json"})
  void refusesJsonThatEndsAnywhere(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(split(name));
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
      Path cut = directory.resolve("model.json");
      Files.write(cut, java.util.Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> Fixture.reader().read(cut, split("sequential.k3.weights.h5")))
          .as("%d bytes", length)
          .isInstanceOf(ModelFormatException.class);
    }
  }

  private static void assertIsRefused(Path architecture, Path weights, String message) {
    assertThatThrownBy(() -> Fixture.reader().read(architecture, weights))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message);
  }
}
