package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.formats.json.JsonReader;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.ServedModel.Prediction;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import io.kerasport.purejava.bundle.BundleReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;

/** Where Keras 2 keeps what tables hold, and how it counts the layers that have them. */
final class Keras2TablesTest {
  private static final List<String> INPUTS = List.of("words", "text", "numbers", "x");
  private static final double TOLERANCE = 1e-5;

  @TempDir static Path saved;

  private static Map<String, Npz.Array> arrays = Map.of();

  @TempDir Path directory;

  @BeforeAll
  static void read() throws IOException {
    arrays = Npz.read(file("tables.npz"));
    unzip(file("adapted.zip"), saved);
  }

  private static Path file(String name) {
    return Fixture.root().resolve("tables").resolve(name);
  }

  @ParameterizedTest
  @CsvSource({
    "given.keras,",
    "given.h5,",
    "given.json, given.h5",
    "given.json, given.weights.h5",
    "given.json, given"
  })
  void everyFormOfAModelThatWasGivenItsTermsPredictsAsInKeras(String file, @Nullable String weights)
      throws IOException {
    KerasportRuntime kerasport = Runtimes.through("pure-java");
    Model model =
        weights == null
            ? kerasport.reader().read(file(file))
            : kerasport.reader().read(file(file), file(weights));

    assertPredicts(kerasport.exporter().export(model, directory).path(), "y/given");
  }

  @ParameterizedTest
  @CsvSource({"pure-java", "tensorflow"})
  void aSavedModelsTablesAreReadFromItsGraph(String backend) throws IOException {
    KerasportRuntime kerasport = Runtimes.through(backend);
    Model model = kerasport.reader().read(saved);

    assertPredicts(kerasport.exporter().export(model, directory).path(), "y/adapted");
  }

  @Test
  void theTermsOfASavedModelAreInTheOrderOfTheirNumbers() {
    Model model = Runtimes.through("pure-java").reader().read(saved);

    assertThat(model.layer("known").config().list("vocabulary")).containsExactly("d", "b", "a");
    assertThat(model.layer("names").config().list("vocabulary")).containsExactly(5L, 3L, 8L);
    Model nested = Objects.requireNonNull(model.layer("nested").nested());
    assertThat(nested.layer("weighted").config().list("vocabulary")).hasSize(3).contains("b");
  }

  @Test
  void theCheckpointHasTheKeysOfKeras2() throws IOException {
    Path exported = exported("given.keras");

    Config keys = new JsonReader().read(Files.readAllBytes(file("keys.json")), "keys.json");
    assertThat(new BundleReader().open(exported.resolve("variables/variables")).entries().keySet())
        .containsExactlyInAnyOrderElementsOf(
            keys.list("weights").stream().map(String::valueOf).toList());
  }

  /** Layers that learned their terms count among those with weights, others do not. */
  @Test
  void theCheckpointLeadsToLayersByTheirPlacesFirst() throws IOException {
    String graph = "_CHECKPOINTABLE_OBJECT_GRAPH";
    Path prefix = exported("given.keras").resolve("variables/variables");

    List<String> edges =
        TrackableObjectGraph.parseFrom(new BundleReader().open(prefix).text(graph))
            .getNodes(0)
            .getChildrenList()
            .stream()
            .map(ObjectReference::getLocalName)
            .toList();
    assertThat(edges.subList(0, 11)).allMatch(edge -> edge.startsWith("layer-"));
    assertThat(edges.subList(11, 15)).allMatch(edge -> edge.startsWith("layer_with_weights-"));
  }

  private Path exported(String name) {
    KerasportRuntime kerasport = Runtimes.through("pure-java");
    return kerasport.exporter().export(kerasport.reader().read(file(name)), directory).path();
  }

  @Test
  void learnedTermsThatNoFileHoldsAreMissedByTheLayersName() throws IOException {
    KerasportRuntime kerasport = Runtimes.through("pure-java");
    String json =
        Files.readString(file("given.json")).replaceFirst("\\[\"a\", \"b\", \"c\"]", "null");
    Path unlearned = Files.writeString(directory.resolve("unlearned.json"), json);
    Model model = kerasport.reader().read(unlearned, file("given.weights.h5"));

    assertThatThrownBy(() -> kerasport.exporter().export(model, directory.resolve("out")))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("its vocabulary is not in the file")
        .hasMessageContaining("layer known");
  }

  private static void assertPredicts(Path exported, String expected) throws IOException {
    Map<String, Npz.Array> inputs = new LinkedHashMap<>();
    INPUTS.forEach(name -> inputs.put(name, Objects.requireNonNull(arrays.get(name))));
    try (ServedModel served = ServedModel.load(exported)) {
      Prediction keras = ServedModel.prediction(Objects.requireNonNull(arrays.get(expected)));
      assertThat(Objects.requireNonNull(served.predict(inputs).get("y")).values())
          .containsExactly(keras.values(), within(TOLERANCE));
    }
  }

  private static void unzip(Path archive, Path target) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        ZipInputStream zip = new ZipInputStream(file)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = target.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(Objects.requireNonNull(path.getParent()));
          Files.copy(zip, path);
        }
      }
    }
  }
}
