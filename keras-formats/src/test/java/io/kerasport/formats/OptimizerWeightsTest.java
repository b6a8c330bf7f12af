package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The optimizer's variables as Keras stored them. */
class OptimizerWeightsTest {
  private static final String DIRECTORY = "optimizers/";

  static Stream<String> files() {
    return Stream.of("sgd", "momentum", "adam", "rmsprop", "nadam", "schedule")
        .flatMap(name -> Stream.of(name + ".k2", name + ".k3", "legacy_" + name + ".k2"))
        .flatMap(name -> Stream.of(name + ".h5", name + ".keras"))
        .filter(file -> Fixture.class.getResource(DIRECTORY + file + ".gz") != null);
  }

  private static Config expected(String file) {
    return Fixture.expected(DIRECTORY + file.substring(0, file.lastIndexOf('.')) + ".json");
  }

  private static List<Weight> variables(String file) {
    return Fixture.read(DIRECTORY + file).optimizerWeights().orElseThrow();
  }

  @Test
  void thereIsAFileOfEveryKind() {
    assertThat(files()).hasSize(29);
  }

  @ParameterizedTest
  @MethodSource("files")
  void theVariablesComeInTheOrderOfTheOptimizer(String file) {
    List<String> wanted =
        expected(file).list("variables").stream()
            .map(item -> Fixture.described((Config) item))
            .toList();

    assertThat(variables(file)).extracting(Fixture::described).isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("files")
  void hdf5FilesNameTheVariablesAndArchivesDoNot(String file) {
    List<?> names = expected(file).list("names");

    assertThat(variables(file))
        .extracting(Weight::name)
        .satisfies(
            found -> {
              if (file.endsWith(".h5")) {
                assertThat(found).isEqualTo(names);
              } else {
                assertThat(found).containsOnlyNulls();
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sequential.k2.h5", "sequential.k3.h5", "sequential.k3.keras"})
  void aModelThatWasNotCompiledHasNone(String file) {
    assertThat(Fixture.read(file).optimizerWeights()).isEmpty();
  }

  @Test
  void compilingAnewDropsThem() {
    Model compiled = Fixture.read(DIRECTORY + "adam.k3.keras").compile(Config.empty());

    assertThat(compiled.optimizerWeights()).isEmpty();
  }

  @Test
  void refusesAFileThatListsAVariableItDoesNotHold(@TempDir Path directory) throws IOException {
    String whole = new String(Fixture.bytes(DIRECTORY + "adam.k3.h5"), StandardCharsets.ISO_8859_1);
    String name = "trained_y_bias_velocity_hat";
    int listed = whole.indexOf(name);
    String renamed = whole.substring(0, listed) + name.toUpperCase(Locale.ROOT);
    Path file =
        Files.writeString(
            directory.resolve("model.h5"),
            renamed + whole.substring(listed + name.length()),
            StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> Fixture.reader().read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is listed and not stored")
        .hasMessageContaining("optimizer_weights");
  }
}
