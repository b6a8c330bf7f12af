package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exports in the hands of Python: every loader of TensorFlow runs them, and Keras restores their
 * checkpoints. Runs in the profile {@code keras-live}, which names a Python that has Keras.
 */
@Tag("keras-live")
final class KerasLiveTest {
  private static final List<String> BACKENDS = List.of("pure-java", "tensorflow");

  private final Path folder;

  KerasLiveTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> architectures() {
    return Stream.of(
            "ResNet50", "MobileNetV2", "DenseNet121", "InceptionV3", "EfficientNetB0", "VGG16")
        .flatMap(name -> Stream.of("keras", "tf_keras").map(writer -> Arguments.of(name, writer)));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void everyLoaderRunsTheArchitecture(String name, String writer) throws Exception {
    new LivePython(folder).run("make.py", folder.toString(), writer, name);

    List<String> lines = new ArrayList<>();
    for (String backend : BACKENDS) {
      for (String kind : List.of("keras", "h5")) {
        lines.add(exportLine(backend, folder.resolve(writer), name, kind, 1e-5));
      }
    }
    Directories.assertEqual(directory(lines.get(2)), directory(lines.get(0)));
    Directories.assertEqual(directory(lines.get(3)), directory(lines.get(1)));

    check(lines, "--cli");
  }

  @Test
  void everyLoaderRunsEveryFixture() throws Exception {
    List<String> lines = new ArrayList<>();
    for (Fixture fixture : Fixture.all().stream().filter(Fixture::reloads).toList()) {
      for (String kind : fixture.files().keySet()) {
        Path writer = Objects.requireNonNull(fixture.data().getParent());
        lines.add(exportLine("pure-java", writer, fixture.name(), kind, fixture.tolerance()));
      }
    }

    check(lines);
  }

  @Test
  void everyExportIsAModelOfKerasAgainAndOneForServingOnlyALayer() throws Exception {
    List<String> lines = new ArrayList<>();
    Set<String> names =
        Set.of(
            "dense",
            "compiled_adam",
            "small_mobilenet",
            "nested_functional",
            "merging",
            "frozen_layers",
            "attention",
            "heads",
            "masks",
            "grouped_heads",
            "reversible_embeddings",
            "dense_products",
            "string_lookups",
            "integer_lookups",
            "adapted",
            "text_vectorizations",
            "hashes_and_bins");
    for (Fixture fixture : Fixture.all()) {
      if (fixture.reloads() && names.contains(fixture.name())) {
        for (boolean servingOnly : new boolean[] {false, true}) {
          Path file = Objects.requireNonNull(fixture.files().get("keras"));
          ExportOptions options =
              ExportOptions.builder().servingOnly(servingOnly).exactPath(true).build();
          Path export = folder.resolve("contract" + lines.size());
          lines.add(exportLine("pure-java", fixture, file, export, options));
        }
      }
    }
    // Keras 3 alone has one of them in its files, and Keras 2 reads some of its own files only.
    assertThat(lines).hasSizeGreaterThanOrEqualTo(2 * names.size());

    check(lines, "--contract");
  }

  private static String exportLine(
      String backend, Fixture fixture, Path file, Path export, ExportOptions options) {
    KerasportRuntime kerasport = Runtimes.through(backend);
    Path exported =
        kerasport.exporter().export(kerasport.reader().read(file), export, options).path();
    return String.join(
        "\t",
        exported.toString(),
        file.toString(),
        String.valueOf(Objects.requireNonNull(file.getParent()).getFileName()),
        fixture.data().toString(),
        Double.toString(fixture.tolerance()));
  }

  /**
   * Exports a file and describes that for the script.
   *
   * @param writer the folder of the files that one generation of Keras wrote, called after it
   */
  private String exportLine(
      String backend, Path writer, String name, String kind, double tolerance) {
    KerasportRuntime kerasport = Runtimes.through(backend);
    String generation = String.valueOf(writer.getFileName());
    Path export =
        kerasport
            .exporter()
            .export(
                kerasport.reader().read(writer.resolve(name + "." + kind)),
                folder
                    .resolve("exports")
                    .resolve(String.join("-", backend, generation, name, kind)),
                ExportOptions.builder().exactPath(true).build())
            .path();
    return String.join(
        "\t",
        export.toString(),
        // Keras cannot read every .h5 that it writes.
        writer.resolve(name + ".keras").toString(),
        generation,
        writer.resolve(name + ".npz").toString(),
        Double.toString(tolerance));
  }

  private static Path directory(String line) {
    return Path.of(line.split("\t")[0]);
  }

  private void check(List<String> lines, String... options) throws Exception {
    Path list = Files.write(folder.resolve("exports.tsv"), lines);
    List<String> arguments = new ArrayList<>(List.of(list.toString()));
    arguments.addAll(List.of(options));
    new LivePython(folder).run("check.py", arguments.toArray(String[]::new));
  }
}
