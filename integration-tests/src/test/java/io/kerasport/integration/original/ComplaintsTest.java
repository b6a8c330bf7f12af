package io.kerasport.integration.original;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import io.kerasport.export.SignatureKeys;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.Directories;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.integration.training.RunnableGraph;
import io.kerasport.model.Compile;
import io.kerasport.model.Model;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ObjectDescription;
import io.kerasport.spi.Optimizer;
import io.kerasport.spi.OptimizerCall;
import io.kerasport.spi.OptimizerFamily;
import io.kerasport.spi.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;

/** What users of the original function complained of does not happen. */
final class ComplaintsTest {
  private static final double TOLERANCE = 1e-5;
  private static final NpzArrays ARRAYS = UpstreamModels.arrays();

  @TempDir Path source;
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void anExportForServingOnlyNeedsNothingBesidesTheOption(String backend) throws IOException {
    ExportResult result =
        export(backend, compiled(), ExportOptions.builder().servingOnly(true).build());
    assertThat(result.modes()).containsExactly(Mode.PREDICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aDirectoryThatExistsGetsNumberedChildrenUnlessItIsTheExactPath(String backend)
      throws IOException {
    Files.writeString(directory.resolve("there.txt"), "before");

    Path child = export(backend, compiled(), ExportOptions.defaults()).path();

    assertThat(child).hasParent(directory);
    assertThat(child.getFileName().toString()).matches("\\d{10}");
    Path exact = directory.resolve("exact");
    assertThat(
            runtime(backend)
                .exporter()
                .export(compiled(), exact, ExportOptions.builder().exactPath(true).build())
                .path())
        .isEqualTo(exact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void thePathComesBackAndHoldsTheExport(String backend) throws IOException {
    ExportResult result = export(backend, compiled(), ExportOptions.defaults());
    assertThat(result.path().resolve("saved_model.pb")).exists();
    assertThat(result.backend()).isEqualTo(backend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void anExportIsRepeatableIntoTheSameDirectoryAndReplacesNothing(String backend)
      throws IOException {
    Path first = export(backend, compiled(), ExportOptions.defaults()).path();
    List<Path> before = Directories.files(first);
    Path second = export(backend, compiled(), ExportOptions.defaults()).path();

    assertThat(second).isNotEqualTo(first);
    assertThat(Long.parseLong(second.getFileName().toString()))
        .isGreaterThan(Long.parseLong(first.getFileName().toString()));
    assertThat(Directories.files(first)).isEqualTo(before);
    Directories.assertEqual(second, first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void anOptimizerOfTheUsersIsTrainedWithOrRefusedNeverPassedOver(String backend)
      throws IOException {
    Model model =
        SmallModel.weighted(source)
            .compile(Compile.with("Halving", Map.of("learning_rate", 0.5)).loss("mse").config());

    assertThatThrownBy(() -> export(backend, model, ExportOptions.defaults()))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("[COMPILE_CONFIG]")
        .hasMessageContaining("`Halving`");
    ExportOptions options =
        ExportOptions.builder()
            .customObjects(CustomObjects.of(Optimizer.class, "Halving", new Halving()))
            .build();
    assertThat(export(backend, model, options).modes())
        .containsExactly(Mode.TRAIN, Mode.EVAL, Mode.PREDICT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void whatIsLeftOutIsToldWithItsReason(String backend) throws IOException {
    ExportResult uncompiled =
        export(backend, SmallModel.weighted(source), ExportOptions.defaults());
    assertThat(uncompiled.skipped())
        .containsEntry(Mode.TRAIN, "the model is not compiled")
        .containsEntry(Mode.EVAL, "the model is not compiled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aLossThatTheModelAddsIsPartOfTheLossAndTheJsonIsWhole(String backend) throws Exception {
    Model model =
        Runtimes.through("pure-java")
            .reader()
            .read(UpstreamModels.file("added_loss.keras"))
            .compile(Compile.with("SGD").loss("mse").config());

    Path path = export(backend, model, ExportOptions.defaults()).path();

    assertThat(Runtimes.through("pure-java").loader().load(path).layers())
        .hasSameSizeAs(model.layers());
    try (RunnableGraph graph = RunnableGraph.load(path, "eval");
        Tensor x = matrix(new float[][] {{1, 2, 3}});
        Tensor y = matrix(new float[][] {{0}})) {
      Map<String, Tensor> batch = Map.of("x", x, "y_target", y);
      double predicted = graph.fetch("predictions/y", batch)[0];
      double added = meanOfHidden(graph.variables("variables"), 1, 2, 3);
      assertThat(graph.fetch("loss", batch)[0])
          .isCloseTo(predicted * predicted + added, within(TOLERANCE));
    }
  }

  private static double meanOfHidden(Map<String, double[]> variables, double... x) {
    double[] kernel = Objects.requireNonNull(variables.get("hidden/kernel"));
    double[] bias = Objects.requireNonNull(variables.get("hidden/bias"));
    double sum = 0;
    for (int unit = 0; unit < bias.length; unit++) {
      sum += bias[unit];
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * kernel[i * bias.length + unit];
      }
    }
    return sum / bias.length;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aLayerWithSeveralOutputsGivesEachANameOfItsOwn(String backend) throws IOException {
    predictsLikeKeras(backend, "several_outputs", List.of("memory", "memory_1", "memory_2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aModelThatTakesADictIsServedByItsKeys(String backend) throws IOException {
    predictsLikeKeras(backend, "dict_inputs", List.of("total"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void keysAreStableAndMayBeChosen(String backend) throws IOException {
    SignatureKeys keys = new SignatureKeys(Map.of("x", "image"), Map.of("y", "scores"));
    Path path =
        export(backend, compiled(), ExportOptions.builder().signatureKeys(keys).build()).path();
    try (RunnableGraph graph = RunnableGraph.load(path, "serve")) {
      assertThat(graph.signature().getInputsMap()).containsOnlyKeys("image");
      assertThat(graph.signature().getOutputsMap()).containsOnlyKeys("scores");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void nothingBesideTheFinishedExportIsANumberThatIsServed(String backend) throws IOException {
    export(backend, compiled(), ExportOptions.defaults());
    assertThat(directory.toFile().list()).hasSize(1).allMatch(name -> name.matches("\\d{10}"));
  }

  private void predictsLikeKeras(String backend, String name, List<String> outputs)
      throws IOException {
    Model model = Runtimes.through("pure-java").reader().read(UpstreamModels.file(name + ".keras"));
    ExportOptions servingOnly = ExportOptions.builder().servingOnly(true).build();
    for (ExportOptions options : List.of(ExportOptions.defaults(), servingOnly)) {
      Path path = export(backend, model, options).path();
      Map<String, Tensor> inputs = UpstreamModels.tensors(ARRAYS, name + "/input/");
      try (RunnableGraph graph = RunnableGraph.load(path, "serve")) {
        assertThat(graph.signature().getInputsMap().keySet()).isEqualTo(inputs.keySet());
        assertThat(graph.signature().getOutputsMap().keySet())
            .containsExactlyInAnyOrderElementsOf(outputs);
        for (String output : outputs) {
          assertThat(graph.fetch(output, inputs))
              .containsExactly(ARRAYS.values(name + "/output/" + output), within(TOLERANCE));
        }
      } finally {
        inputs.values().forEach(Tensor::close);
      }
    }
  }

  private Model compiled() throws IOException {
    return SmallModel.compiled(source.resolve("unpacked" + System.nanoTime()));
  }

  private ExportResult export(String backend, Model model, ExportOptions options) {
    return runtime(backend).exporter().export(model, directory, options);
  }

  private static KerasportRuntime runtime(String backend) {
    return Runtimes.through(backend);
  }

  private static Tensor matrix(float[][] values) {
    return org.tensorflow.types.TFloat32.tensorOf(
        org.tensorflow.ndarray.StdArrays.ndCopyOf(values));
  }

  /** Takes half of every weight away. */
  private static final class Halving implements Optimizer {
    @Override
    public OptimizerFamily family(ObjectDescription optimizer) {
      return OptimizerFamily.KERAS_2;
    }

    @Override
    public double defaultLearningRate(ObjectDescription optimizer) {
      return 0.5;
    }

    @Override
    public List<Slot> slots(ObjectDescription optimizer, String path, TensorSpec variable) {
      return List.of();
    }

    @Override
    public void update(OptimizerCall call) {
      call.assign(call.ops().mul(call.variable(), 0.5));
    }
  }
}
