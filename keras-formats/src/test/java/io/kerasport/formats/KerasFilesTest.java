package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fixture holds, read here, what the Keras that wrote it says. */
class KerasFilesTest {
  static Stream<String> files() {
    return Stream.of(
            "sequential",
            "functional",
            "dictionaries",
            "nested",
            "images",
            "sequences",
            "operations",
            "names",
            "repeated")
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
              assertThat(layers).containsKey(path);
              assertThat(layers.get(path).weights().orElseThrow())
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
              assertThat(layers.get(path).weights().orElseThrow())
                  .as(path)
                  .extracting((Weight weight) -> weight.name() + " " + Fixture.described(weight))
                  .containsExactlyElementsOf(wanted);
            });
  }

  @ParameterizedTest
  @MethodSource("files")
  void nameInputsAndOutputsAreThoseOfKeras(String file) {
    Model model = Fixture.read(file);
    Config expected = expected(file);

    assertThat(model.name()).isEqualTo(expected.string("name"));
    assertThat(model.inputNames()).isEqualTo(expected.list("inputs"));
    assertThat(model.outputs()).hasSameSizeAs(expected.list("outputs"));
  }
}
