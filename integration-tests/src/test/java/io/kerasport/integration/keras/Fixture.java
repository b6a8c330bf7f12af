package io.kerasport.integration.keras;

import static java.util.stream.Collectors.toMap;

import io.kerasport.integration.objective.Json;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A case of the fixtures as one generation of Keras wrote it.
 *
 * @param name the case
 * @param writer Keras and its version
 * @param files the model's files by their kind, {@code keras} or {@code h5}
 * @param data arrays {@code input_0} … and {@code output_0} …
 * @param inputs names of the inputs, in the order of the arrays
 * @param outputs names of the outputs, in the order of the arrays
 * @param tolerance of float32 outputs, relative to the largest magnitude of a tensor
 * @param reloads whether Keras can read the {@code .keras} file that it wrote
 * @param outputTypes element types of the outputs in Keras
 */
record Fixture(
    String name,
    String writer,
    Map<String, Path> files,
    Path data,
    List<String> inputs,
    List<String> outputs,
    double tolerance,
    boolean reloads,
    List<DType> outputTypes) {

  /** All fixtures: the manifests by name, each in its order. */
  static List<Fixture> all() throws IOException {
    Path root = root();
    List<Fixture> fixtures = new ArrayList<>();
    try (Stream<Path> manifests = Files.list(root)) {
      for (Path manifest : manifests.filter(Fixture::isManifest).sorted().toList()) {
        addAll(fixtures, root, manifest);
      }
    }
    return fixtures;
  }

  /** The property {@code fixtures.group} leaves one group only, for whoever works on it. */
  private static boolean isManifest(Path file) {
    String group = System.getProperty("fixtures.group", "");
    return String.valueOf(file.getFileName()).startsWith("manifest_" + group);
  }

  private static void addAll(List<Fixture> fixtures, Path root, Path manifest) throws IOException {
    for (Object entry : Json.read(manifest).list("cases")) {
      fixtures.add(fixture(root, (Config) Objects.requireNonNull(entry)));
    }
  }

  /** The folder of the fixtures. */
  static Path root() {
    try {
      return Path.of(Objects.requireNonNull(Fixture.class.getResource("/fixtures")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names one file of this fixture in a report. */
  String title(String kind) {
    return name + "." + kind + ", " + writer;
  }

  private static Fixture fixture(Path root, Config entry) {
    return new Fixture(
        entry.string("case"),
        entry.string("writer"),
        entry.object("files").entries().entrySet().stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    file -> root.resolve(String.valueOf(file.getValue())),
                    (a, b) -> a,
                    LinkedHashMap::new)),
        root.resolve(entry.string("data")),
        strings(entry.list("inputs")),
        strings(entry.list("outputs")),
        entry.number("tolerance"),
        entry.bool("reloads", false),
        strings(entry.list("output_dtypes")).stream().map(DType::ofKerasName).toList());
  }

  private static List<String> strings(List<?> list) {
    return list.stream().map(String::valueOf).toList();
  }
}
