package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fixture holds, read here, what the Keras that wrote it says. */
class KerasFilesTest {
  static Stream<String> files() {
    return Stream.of(
            "sequential",
            "functional",
            "dictionaries",
            "dict_calls",
            "nested",
            "images",
            "sequences",
            "operations",
            "precisions",
            "names",
            "tied",
            "repeated",
            "nested_old",
            "nested_split",
            "nested_repacked",
            "nested_unnamed",
            "repeated_unnamed",
            "operations_unnamed",
            "sequences_unnamed")
        .flatMap(model -> Stream.of(model + ".k2", model + ".k3"))
        .flatMap(model -> Stream.of(model + ".h5", model + ".keras"))
        .filter(file -> Fixture.class.getResource(file + ".gz") != null);
  }

  static Stream<String> hdf5Files() {
    return files().filter(file -> file.endsWith(".h5"));
  }

  private static Config expected(String file) {
    return Fixture.expected(file.substring(0, file.lastIndexOf('.')) + ".json");
  }

  private static List<Weight> weights(Map<String, Layer> layers, String path) {
    return Objects.requireNonNull(layers.get(path), path).weights().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyLayerHasTheWeightsThatKerasGaveIt(String file) {
    Map<String, Layer> layers = Fixture.layers(Fixture.read(file));

    expected(file)
        .object("weights")
        .entries()
        .forEach(
            (path, value) -> {
              List<String> wanted = new ArrayList<>();
              ((List<?>) value).forEach(item -> wanted.add(Fixture.described((Config) item)));
              assertThat(weights(layers, path))
                  .as(path)
                  .extracting(Fixture::described)
                  .containsExactlyInAnyOrderElementsOf(wanted);
            });
  }

  @ParameterizedTest
  @MethodSource("hdf5Files")
  void weightsOfHdf5FilesHaveTheirNamesInTheLayer(String file) {
    Map<String, Layer> layers = Fixture.layers(Fixture.read(file));

    expected(file)
        .object("weights")
        .entries()
        .forEach(
            (path, value) -> {
              List<String> wanted = new ArrayList<>();
              ((List<?>) value)
                  .forEach(
                      item ->
                          wanted.add(
                              ((Config) item).string("name")
                                  + " "
                                  + Fixture.described((Config) item)));
              assertThat(weights(layers, path))
                  .as(path)
                  .extracting((Weight weight) -> weight.name() + " " + Fixture.described(weight))
                  .containsExactlyElementsOf(wanted);
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void inputsAndOutputsAreThoseOfKeras(String file) {
    Model model = Fixture.read(file);
    Config expected = expected(file);

    assertThat(model.name()).isEqualTo(expected.string("name"));
    assertThat(model.inputNames()).isEqualTo(expected.list("inputs"));
    assertThat(model.outputs())
        .extracting(KerasTensor::toString)
        .isEqualTo(expected.list("outputs"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void callsConnectTheLayersAsKerasDoes(String file) {
    List<String> calls = new ArrayList<>();
    collectCalls(Fixture.read(file), "", calls);

    assertThat(calls).hasSameElementsAs(texts(expected(file).list("calls")));
  }

  private static void collectCalls(Model model, String prefix, List<String> into) {
    for (Node node : model.nodes()) {
      String needed =
          node.dependencies().stream()
              .map(KerasTensor::toString)
              .sorted()
              .collect(Collectors.joining(", "));
      into.add(prefix + node.layer() + "[" + node.index() + "] <- " + needed);
    }
    for (Layer layer : model.layers()) {
      Model nested = layer.nested();
      if (nested != null) {
        collectCalls(nested, prefix + layer.name() + "/", into);
      }
    }
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(String.class::cast).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyCallComesAfterTheCallsItNeeds(String file) {
    Model model = Fixture.read(file);

    Set<String> made = new HashSet<>();
    model.inputs().forEach(input -> made.add(input.layer() + " 0"));
    for (Node node : model.nodes()) {
      assertThat(made)
          .containsAll(
              node.dependencies().stream().map(need -> need.layer() + " " + need.node()).toList());
      made.add(node.layer() + " " + node.index());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"operations.k3.h5", "operations.k3.keras"})
  void bareOperationsOfKeras3AreNoLayers(String file) {
    assertThat(Fixture.read(file).layers())
        .extracting(Layer::className)
        .containsExactlyInAnyOrder(
            "InputLayer",
            "Dense",
            "keras.ops.Multiply",
            "keras.ops.Add",
            "keras.ops.Relu",
            "keras.ops.GetItem",
            "keras.ops.Concatenate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"functional.k2.h5", "functional.k3.h5", "functional.k2.keras"})
  void theCompileConfigurationIsKept(String file) {
    Config compiled = Fixture.read(file).compileConfig().orElseThrow();

    assertThat(compiled.list("loss")).containsExactly("mse", "binary_crossentropy");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aModelThatWasNotCompiledHasNoCompileConfiguration(String file) {
    assertThat(Fixture.read(file).compileConfig().isPresent())
        .isEqualTo(file.startsWith("functional"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void theGenerationIsThatOfTheWriter(String file) {
    assertThat(Fixture.read(file).generation())
        .isEqualTo(file.contains(".k2.") ? KerasGeneration.KERAS_2 : KerasGeneration.KERAS_3);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theModelsJsonGivesTheSameModelAgain(String file, @TempDir Path directory)
      throws IOException {
    Model model = Fixture.read(file);
    KerasModelJson json = Fixture.modelJson();

    Path written = Files.write(directory.resolve("saved_model.json"), json.write(model));
    Model again = json.read(written);

    assertThat(again.source()).isEqualTo(model.source());
    assertThat(again.nodes()).isEqualTo(model.nodes());
    assertThat(again.generation()).isEqualTo(model.generation());
    assertThat(again.compileConfig()).isEqualTo(model.compileConfig());
    assertThat(Fixture.layers(again).values()).allMatch(layer -> layer.weights().isEmpty());
  }
}
