package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportResult;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.integration.training.RunnableGraph;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;

/** A directory that the original function wrote is loaded, and the model goes on in it. */
final class LoadedOriginalTest {
  private static final double TOLERANCE = 1e-5;

  private static NpzArrays arrays = NpzArrays.none();

  @TempDir Path directory;

  @BeforeAll
  static void readArrays() throws Exception {
    arrays = NpzArrays.read(OriginalCase.file("original.npz"));
  }

  static Stream<Arguments> loadable() {
    return OriginalCase.loadable().stream().flatMap(LoadedOriginalTest::throughBoth);
  }

  static Stream<Arguments> trained() {
    return OriginalCase.loadable().stream()
        .filter(original -> original.compiled().isPresent())
        .flatMap(LoadedOriginalTest::throughBoth);
  }

  private static Stream<Arguments> throughBoth(OriginalCase original) {
    return Stream.of("pure-java", "tensorflow").map(backend -> Arguments.of(original, backend));
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("loadable")
  void itPredictsAsTheOriginalModel(OriginalCase original, String backend) throws Exception {
    Model model = Runtimes.through("pure-java").loader().load(original.unpack(directory));

    Path exported = export(backend, model).path();

    try (RunnableGraph graph = RunnableGraph.load(exported, "serve")) {
      Map<String, Tensor> inputs = tensors(original.arrays() + "input/");
      String outputs = original.arrays() + "output/";
      assertThat(names(outputs)).hasSameSizeAs(graph.signature().getOutputsMap().keySet());
      for (String name : names(outputs)) {
        double[] expected = arrays.values(outputs + name);
        assertThat(
                graph.fetch(key(name, graph.signature().getOutputsMap()), withKeys(inputs, graph)))
            .as(name)
            .containsExactly(expected, within(tolerance(expected)));
      }
    }
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("trained")
  void itsNextStepIsTheOneOfTheOriginalModel(OriginalCase original, String backend)
      throws Exception {
    Model model =
        original.compile(Runtimes.through("pure-java").loader().load(original.unpack(directory)));

    ExportResult exported = export(backend, model);

    assertThat(exported.warnings()).noneMatch(warning -> warning.contains("starts anew"));
    nextStepIsTheOriginals(original, exported.path());
  }

  @Test
  void itIsNotCompiled() throws Exception {
    for (OriginalCase original : OriginalCase.loadable()) {
      assertThat(
              Runtimes.through("pure-java")
                  .loader()
                  .load(original.unpack(directory))
                  .compileConfig())
          .as(original.name())
          .isEmpty();
    }
  }

  @Test
  void itsLearningRateCountsForMoreThanTheOneItIsCompiledWith() throws Exception {
    OriginalCase original = named("v2_adam");
    Config other =
        Compile.with("Adam", Map.of("learning_rate", 0.5, "beta_1", 0.1, "decay", 0.9))
            .loss("mse")
            .config();
    Model model =
        Runtimes.through("pure-java").loader().load(original.unpack(directory)).compile(other);

    ExportResult exported = export("pure-java", model);

    assertThat(exported.warnings())
        .containsExactlyInAnyOrder(
            overruled("learning_rate", "0.05", "0.5"),
            overruled("beta_1", "0.8", "0.1"),
            overruled("decay", "0.0", "0.9"));
    nextStepIsTheOriginals(original, exported.path());
  }

  private static String overruled(String setting, String stored, String compiled) {
    return "The checkpoint's "
        + setting
        + " of "
        + stored
        + " counts for more than the "
        + compiled
        + " that the model is compiled with, as in Keras.";
  }

  @Test
  void aScheduleTakesThePlaceOfItsLearningRateAndTheOtherStateStays() throws Exception {
    OriginalCase original = named("v2_adam");
    Config schedule =
        Compile.object(
            "ExponentialDecay",
            Map.of("initial_learning_rate", 0.05, "decay_steps", 1000, "decay_rate", 1.0));
    Config other =
        Compile.with("Adam", Map.of("learning_rate", schedule, "beta_1", 0.8, "decay", 0))
            .loss("mse")
            .config();
    Model model =
        Runtimes.through("pure-java").loader().load(original.unpack(directory)).compile(other);

    ExportResult exported = export("pure-java", model);

    assertThat(exported.warnings()).isEmpty();
    nextStepIsTheOriginals(original, exported.path());
  }

  @Test
  void anotherOptimizerStartsAnewWithItsOwnSettings() throws Exception {
    OriginalCase original = named("v2_adam");
    Config other =
        Compile.with("SGD", Map.of("learning_rate", 0.25, "decay", 0)).loss("mse").config();
    Model model =
        Runtimes.through("pure-java").loader().load(original.unpack(directory)).compile(other);

    ExportResult exported = export("pure-java", model);

    assertThat(exported.warnings())
        .containsExactly(
            "The optimizer's variables in the checkpoint do not fit SGD; its training starts"
                + " anew.");
    try (RunnableGraph graph = RunnableGraph.load(exported.path(), "train")) {
      assertThat(graph.variables("variables"))
          .hasEntrySatisfying(
              "training/SGD/learning_rate", rate -> assertThat(rate).containsExactly(0.25));
    }
  }

  private void nextStepIsTheOriginals(OriginalCase original, Path exported) throws Exception {
    String prefix = original.arrays();
    Map<String, Tensor> batch = new HashMap<>(tensors(prefix + "input/"));
    tensors(prefix + "target/").forEach((name, tensor) -> batch.put(name + "_target", tensor));
    try (RunnableGraph graph = RunnableGraph.load(exported, "train")) {
      double loss = arrays.values(prefix + "loss")[0];
      assertThat(graph.step(batch)).isCloseTo(loss, within(TOLERANCE * Math.max(1, loss)));
      Map<String, double[]> found = graph.variables("variables");
      assertThat(names(prefix + "step/")).hasSizeGreaterThanOrEqualTo(3);
      for (String name : names(prefix + "step/")) {
        double[] expected = arrays.values(prefix + "step/" + name);
        assertThat(variable(found, name))
            .as(name)
            .containsExactly(expected, within(tolerance(expected)));
      }
    }
  }

  private ExportResult export(String backend, Model model) {
    KerasportRuntime runtime = Runtimes.through(backend);
    return runtime.exporter().export(model, directory.resolve("exported"));
  }

  private static OriginalCase named(String name) {
    return OriginalCase.loadable().stream()
        .filter(original -> original.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double tolerance(double[] expected) {
    return TOLERANCE * Math.max(Arrays.stream(expected).map(Math::abs).max().orElse(0), 1e-3);
  }

  /** A variable by its name in Keras 2, which leaves out the models around a layer. */
  private static double[] variable(Map<String, double[]> variables, String name) {
    return variables.entrySet().stream()
        .filter(entry -> entry.getKey().equals(name) || entry.getKey().endsWith("/" + name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + variables.keySet()));
  }

  /** What the original calls {@code input_1} where a model has no input layer of its own. */
  private static String key(String name, Map<String, ?> keys) {
    return keys.containsKey(name) ? name : keys.keySet().iterator().next();
  }

  private static Map<String, Tensor> withKeys(Map<String, Tensor> inputs, RunnableGraph graph) {
    Map<String, Tensor> renamed = new HashMap<>();
    inputs.forEach(
        (name, tensor) -> renamed.put(key(name, graph.signature().getInputsMap()), tensor));
    return renamed;
  }

  private static List<String> names(String prefix) {
    return arrays.names().stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static Map<String, Tensor> tensors(String prefix) {
    Map<String, Tensor> tensors = new HashMap<>();
    names(prefix).forEach(name -> tensors.put(name, arrays.tensor(prefix + name)));
    return tensors;
  }
}
