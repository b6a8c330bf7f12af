package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;

/** A SavedModel or a checkpoint that Keras 2 wrote is as good a source as its other files. */
final class Keras2SavedModelTest {
  private static final double TOLERANCE = 1e-5;
  private static final String METADATA = "keras_metadata.pb";

  private static NpzArrays arrays = NpzArrays.none();

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(file("saved_model.npz"));
  }

  private static Path file(String name) {
    return TrainingFixture.file("../saved_model/" + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void theNextStepOfASavedModelIsTheOneThatKerasDoesNext(String backend) throws Exception {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(file("model"));
    Path exported = runtime.exporter().export(model, directory).path();

    try (RunnableGraph graph = RunnableGraph.load(exported, "train");
        Tensor x = arrays.tensor("image");
        Tensor y = arrays.tensor("target")) {
      double loss = graph.step(Map.of("image", x, "y_target", y));
      assertThat(loss).isCloseTo(arrays.values("step/loss")[0], within(TOLERANCE));
      Map<String, double[]> found = graph.variables("variables");
      List<String> names =
          arrays.names().stream()
              .filter(name -> name.startsWith("step/") && !name.endsWith("/loss"))
              .toList();
      assertThat(names).hasSize(11);
      for (String name : names) {
        double[] expected = arrays.values(name);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        assertThat(variable(found, name.substring("step/".length())))
            .as(name)
            .containsExactly(expected, within(TOLERANCE * Math.max(largest, 1e-3)));
      }
    }
  }

  /** A variable by its name in Keras 2, which leaves out the models around a layer. */
  private static double[] variable(Map<String, double[]> variables, String name) {
    return variables.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name) || entry.getKey().endsWith("/" + name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + variables.keySet()));
  }

  @Test
  void aCheckpointHasTheWeightsOfTheSavedModel() throws Exception {
    KerasportRuntime runtime = Runtimes.through("pure-java");
    Model whole = runtime.reader().read(file("model"));
    Model split = runtime.reader().read(file("architecture.json"), file("checkpoint"));

    Path ofWhole = export(runtime, whole, "whole");
    Path ofSplit = export(runtime, split, "split");
    String data = "variables/variables.data-00000-of-00001";
    assertThat(ofSplit.resolve(data)).hasSameBinaryContentAs(ofWhole.resolve(data));
  }

  private Path export(KerasportRuntime runtime, Model model, String name) {
    Model uncompiled =
        new Model(
            model.name(),
            model.kind(),
            model.generation(),
            model.layers(),
            model.nodes(),
            model.inputs(),
            model.outputs(),
            model.source(),
            java.util.Optional.empty());
    return runtime.exporter().export(uncompiled, directory.resolve(name)).path();
  }

  @Test
  void anExportIsASourceToo() throws Exception {
    KerasportRuntime runtime = Runtimes.through("pure-java");
    Path first = export(runtime, runtime.reader().read(file("model")), "first");
    Path second = export(runtime, runtime.reader().read(first), "second");

    assertThat(second.resolve("saved_model.pb"))
        .hasSameBinaryContentAs(first.resolve("saved_model.pb"));
  }

  @Test
  void refusesACheckpointThatIsNotOfAKeras2Model() throws Exception {
    KerasportRuntime runtime = Runtimes.through("pure-java");
    Path copy = copy("checkpoint.index", "other.index");
    byte[] bytes = Files.readAllBytes(copy);
    Files.write(copy, Arrays.copyOf(bytes, bytes.length / 2));
    Path prefix = directory.resolve("other");

    assertThatThrownBy(() -> runtime.reader().read(file("architecture.json"), prefix))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(prefix.toString());
  }

  @Test
  void refusesMetadataThatEndsAnywhere() throws Exception {
    Path model = copyOfTheModel();
    byte[] bytes = Files.readAllBytes(file("model/" + METADATA));
    KerasportRuntime runtime = Runtimes.through("pure-java");
    String rootEnd = "\"learning_rate\"";
    int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(rootEnd);
    assertThat(end).isPositive();
    for (int length = 0; length < end; length += 1 + end / 40) {
      Files.write(model.resolve(METADATA), Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> runtime.reader().read(model))
          .as("%d bytes", length)
          .isInstanceOf(ModelFormatException.class)
          .hasMessageContaining(METADATA);
    }
  }

  private Path copyOfTheModel() throws IOException {
    copy("model/saved_model.pb", "model/saved_model.pb");
    copy("model/variables/variables.index", "model/variables/variables.index");
    return directory.resolve("model");
  }

  private Path copy(String from, String to) throws IOException {
    Path target = directory.resolve(to);
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    return Files.copy(file(from), target);
  }
}
