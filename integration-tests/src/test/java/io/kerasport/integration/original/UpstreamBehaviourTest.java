package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.build.Input;
import io.kerasport.build.Sequential;
import io.kerasport.build.Subclassed;
import io.kerasport.build.layer.Dense;
import io.kerasport.export.BuildOptions;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.InputSignature;
import io.kerasport.export.Mode;
import io.kerasport.export.ModelFormatException;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.integration.training.RunnableGraph;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;

/** What the tests of the original function asked of it. */
final class UpstreamBehaviourTest {
  private static final double TOLERANCE = 1e-5;
  private static final NpzArrays ARRAYS = UpstreamModels.arrays();
  private static final Config OF_TF_TRAIN =
      Compile.with("AdadeltaOptimizer", Map.of("learning_rate", 0.5))
          .loss("mse")
          .metrics("mae")
          .config();

  private final Map<String, Tensor> open = new HashMap<>();

  @TempDir Path directory;

  @AfterEach
  void closeTensors() {
    open.values().forEach(Tensor::close);
  }

  static Stream<Arguments> saved() {
    return Stream.of("temporal", "sequential", "functional", "functional_phase", "deferred_phase")
        .flatMap(UpstreamBehaviourTest::throughBoth);
  }

  static Stream<Arguments> measured() {
    return Stream.of(
            "functional", "functional_phase", "sequential", "sequential_phase", "deferred_phase")
        .flatMap(UpstreamBehaviourTest::throughBoth);
  }

  private static Stream<Arguments> throughBoth(String model) {
    return Stream.of("pure-java", "tensorflow").map(backend -> Arguments.of(model, backend));
  }

  // ------------------------------------------------------------------------- saving and loading

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("saved")
  void aModelThatIsSavedAndLoadedPredictsTheSame(String name, String backend) throws Exception {
    Path saved = export(backend, read(name)).path();

    Path again = export(backend, loaded(saved)).path();

    assertPredicts(again, name, "predicted");
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("saved")
  void soDoesOneThatIsNotCompiled(String name, String backend) throws Exception {
    ExportResult saved = export(backend, uncompiled(read(name)));

    assertThat(saved.modes()).containsExactly(Mode.PREDICT);
    Path again = export(backend, loaded(saved.path())).path();
    assertPredicts(again, name, "predicted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aModelThatIsLoadedTrainsLikeTheOneThatWasSaved(String backend) throws Exception {
    Config config =
        Compile.with("RMSPropOptimizer", Map.of("learning_rate", 0.1)).loss("mse").config();
    Path first = export(backend, read("functional").compile(config)).path();
    Path trained = directory.resolve("trained/variables/variables");
    Files.createDirectories(directory.resolve("trained/variables"));
    Files.createDirectories(directory.resolve("trained/assets"));
    double[] losses = new double[2];
    try (RunnableGraph graph = RunnableGraph.load(first, "train")) {
      graph.step(batch("functional", graph));
      graph.save(trained);
      losses[0] = graph.step(batch("functional", graph));
      losses[1] = graph.step(batch("functional", graph));
    }
    Files.copy(
        first.resolve("assets/saved_model.json"),
        directory.resolve("trained/assets/saved_model.json"));

    Model loaded = loaded(directory.resolve("trained"));
    Path second = export(backend, loaded.compile(config)).path();
    Path third = export(backend, loaded(second).compile(config)).path();

    for (Path path : List.of(second, third)) {
      try (RunnableGraph graph = RunnableGraph.load(path, "train")) {
        assertThat(graph.step(batch("functional", graph))).isEqualTo(losses[0]);
        assertThat(graph.step(batch("functional", graph))).isEqualTo(losses[1]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aSubclassedModelIsRefusedUnlessItIsForServingOnly(String backend) {
    assertThatThrownBy(() -> export(backend, subclassed()))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContainingAll("neither functional nor Sequential", "servingOnly");
    assertThat(directory).isEmptyDirectory();
  }

  // -------------------------------------------------------------------------------- three graphs

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("measured")
  void theServingGraphPredictsAsTheModel(String name, String backend) throws Exception {
    assertPredicts(export(backend, read(name)).path(), name, "predicted");
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("measured")
  void theEvaluationGraphMeasuresAsTheModel(String name, String backend) throws Exception {
    Path path = export(backend, read(name)).path();

    try (RunnableGraph graph = RunnableGraph.load(path, "eval")) {
      Map<String, Tensor> batch = batch(name, graph);
      String output = output(graph, "predictions/");
      double[] measured = ARRAYS.values(name + "/measured");
      assertThat(graph.fetch("loss", batch)[0]).isCloseTo(measured[0], within(TOLERANCE));
      assertClose(graph.fetch("predictions/" + output, batch), name, "predicted");
      assertThat(graph.fetch("metrics/mean_absolute_error/value", Map.of())).containsExactly(0);
      assertThat(graph.fetch("metrics/mean_absolute_error/update_op", batch)).isEmpty();
      assertThat(graph.fetch("metrics/mean_absolute_error/value", Map.of())[0])
          .isCloseTo(measured[1], within(TOLERANCE));
      assertThat(globalStep(graph)).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("measured")
  void theTrainingGraphDoesOneStepForEachRunOfItsOp(String name, String backend) throws Exception {
    Path trained = export(backend, read(name)).path();
    Path fresh = export(backend, read(name).compile(OF_TF_TRAIN)).path();

    for (Path path : List.of(trained, fresh)) {
      int before = path.equals(trained) ? 1 : 0;
      try (RunnableGraph graph = RunnableGraph.load(path, "train")) {
        Map<String, Tensor> batch = batch(name, graph);
        String output = output(graph, "predictions/");
        assertThat(graph.signature().getInputsMap().keySet())
            .isEqualTo(batch.keySet())
            .contains(output + "_target");
        assertThat(graph.signature().getOutputsMap())
            .containsOnlyKeys(
                "loss",
                "metrics/mean_absolute_error/update_op",
                "metrics/mean_absolute_error/value",
                "predictions/" + output);
        assertThat(globalStep(graph)).isEqualTo(before);
        double[] predicted = graph.fetch("predictions/" + output, batch);
        graph.step(batch);
        assertThat(globalStep(graph)).isEqualTo(before + 1);
        if (name.endsWith("_phase")) {
          assertThat(Arrays.stream(graph.fetch("predictions/" + output, batch)))
              .allMatch(value -> value == 0);
        } else {
          assertClose(predicted, name, "predicted");
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} through {1}")
  @MethodSource("measured")
  void theNextStepIsTheOneOfTheModel(String name, String backend) throws Exception {
    Path path = export(backend, read(name)).path();

    Path stepped = directory.resolve("stepped");
    try (RunnableGraph graph = RunnableGraph.load(path, "train")) {
      assertThat(graph.step(batch(name, graph)))
          .isCloseTo(ARRAYS.values(name + "/next/loss")[0], within(TOLERANCE));
      graph.save(stepped);
    }
    try (RunnableGraph graph = RunnableGraph.load(path, "serve")) {
      graph.restore(stepped);
      assertClose(graph.fetch(output(graph, ""), inputs(name, graph)), name, "next/predicted");
    }
  }

  // ------------------------------------------------------------------------------ custom objects

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aFunctionOfTheUsersIsACustomObject(String backend) throws Exception {
    Path path = export(backend, read("activation")).path();

    try (RunnableGraph graph = RunnableGraph.load(path, "serve");
        Tensor x =
            org.tensorflow.types.TFloat32.tensorOf(
                org.tensorflow.ndarray.StdArrays.ndCopyOf(new float[][] {{7, -3, 4}}))) {
      String input = graph.signature().getInputsMap().keySet().iterator().next();
      assertThat(graph.fetch(output(graph, ""), Map.of(input, x))).containsExactly(6, 0, 4);
    }
  }

  // ------------------------------------------------------------------------------------- clones

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void allGraphsHaveTheModelsVariablesWhateverTheOptimizer(String backend) throws Exception {
    TreeSet<String> weights =
        new TreeSet<>(List.of("first/bias", "first/kernel", "y/bias", "y/kernel"));
    for (String optimizer : List.of("AdamOptimizer", "GradientDescentOptimizer", "Adam")) {
      Config config = Compile.with(optimizer).loss("mse").config();
      Path path = export(backend, read("functional").compile(config)).path();
      for (String tag : List.of("train", "eval", "serve")) {
        try (RunnableGraph graph = RunnableGraph.load(path, tag)) {
          TreeSet<String> own = new TreeSet<>(graph.variables("variables").keySet());
          own.removeIf(name -> name.startsWith("training/"));
          assertThat(own).as(tag + " with " + optimizer).isEqualTo(weights);
        }
      }
    }
  }

  /** The original compared the objects of a clone with those of the checkpoint it restored. */
  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aModelWithOneMoreLayerThanItsCheckpointIsRefused(String backend) throws Exception {
    Path saved = export(backend, dense("first", "y")).path();
    Path larger = export(backend, dense("first", "more", "y")).path();
    String json = "assets/saved_model.json";
    assertThat(loaded(saved).layers()).hasSize(3);
    Files.copy(larger.resolve(json), saved.resolve(json), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> export(backend, loaded(saved)))
        .isInstanceOfSatisfying(
            ModelFormatException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.WEIGHT_MISMATCH))
        .hasMessageContaining("at layer y");
  }

  // -------------------------------------------------------------------------------- serving only

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aModelThatGotItsShapeLateIsExportedForServingOnly(String backend) throws Exception {
    ExportOptions options =
        ExportOptions.builder()
            .servingOnly(true)
            .customObjects(UpstreamModels.customObjects())
            .build();
    ExportResult result =
        runtime(backend).exporter().export(read("deferred_phase"), directory, options);

    assertThat(result.modes()).containsExactly(Mode.PREDICT);
    assertPredicts(result.path(), "deferred_phase", "predicted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aSubclassedModelIsExportedForServingOnly(String backend) throws Exception {
    ExportOptions options =
        ExportOptions.builder()
            .servingOnly(true)
            .inputSignature(InputSignature.of(new TensorSpec(DType.FLOAT, Shape.of(-1, 3)), "rows"))
            .customObjects(Doubled.CUSTOM_OBJECTS)
            .build();
    ExportResult result = runtime(backend).exporter().export(subclassed(), directory, options);

    assertThat(result.modes()).containsExactly(Mode.PREDICT);
    try (RunnableGraph graph = RunnableGraph.load(result.path(), "serve");
        Tensor rows =
            org.tensorflow.types.TFloat32.tensorOf(
                org.tensorflow.ndarray.StdArrays.ndCopyOf(new float[][] {{7, -3, 4}, {0, 1, 2}}))) {
      assertThat(graph.fetch("output_1", Map.of("rows", rows))).containsExactly(16, 6);
    }
  }

  // ---------------------------------------------------------------------------------------------

  private static KerasportRuntime runtime(String backend) {
    return Runtimes.through(backend);
  }

  private static Model read(String name) {
    return Runtimes.through("pure-java").reader().read(UpstreamModels.file(name + ".keras"));
  }

  private static Model loaded(Path path) {
    return Runtimes.through("pure-java").loader().load(path);
  }

  private static Model dense(String... layers) {
    Sequential model = Sequential.of(Input.shape(3).named("x"));
    for (String layer : layers) {
      model = model.add(Dense.units(3).named(layer));
    }
    return Runtimes.through("pure-java").builder().build(model);
  }

  private static Model subclassed() {
    return Runtimes.through("pure-java")
        .builder()
        .build(
            Subclassed.of("acme>Doubled", "doubled", Map.of()),
            BuildOptions.defaults().withCustomObjects(Doubled.CUSTOM_OBJECTS));
  }

  private static Model uncompiled(Model model) {
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        model.layers(),
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        Optional.empty());
  }

  private ExportResult export(String backend, Model model) {
    ExportOptions options =
        ExportOptions.builder().customObjects(UpstreamModels.customObjects()).build();
    return runtime(backend).exporter().export(model, directory.resolve("exports"), options);
  }

  private void assertPredicts(Path path, String name, String array) {
    try (RunnableGraph graph = RunnableGraph.load(path, "serve")) {
      assertClose(graph.fetch(output(graph, ""), inputs(name, graph)), name, array);
    }
  }

  private static void assertClose(double[] found, String name, String array) {
    double[] expected = ARRAYS.values(name + "/" + array);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(found).containsExactly(expected, within(TOLERANCE * Math.max(1, largest)));
  }

  private static double globalStep(RunnableGraph graph) throws Exception {
    return graph.variables("global_step").values().iterator().next()[0];
  }

  private static String output(RunnableGraph graph, String prefix) {
    return graph.signature().getOutputsMap().keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .map(key -> key.substring(prefix.length()))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, Tensor> inputs(String name, RunnableGraph graph) {
    String input =
        graph.signature().getInputsMap().keySet().stream()
            .filter(key -> !key.endsWith("_target"))
            .findFirst()
            .orElseThrow();
    return new HashMap<>(Map.of(input, array(name + "/x")));
  }

  private Map<String, Tensor> batch(String name, RunnableGraph graph) {
    Map<String, Tensor> batch = inputs(name, graph);
    batch.put(output(graph, "predictions/") + "_target", array(name + "/y"));
    return batch;
  }

  private Tensor array(String name) {
    return open.computeIfAbsent(name, ARRAYS::tensor);
  }
}
