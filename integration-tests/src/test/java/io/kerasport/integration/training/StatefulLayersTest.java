package io.kerasport.integration.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.InputSignature;
import io.kerasport.export.ModelFormatException;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.integration.keras.ServingFunctionCall;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunListener;
import io.kerasport.run.RunOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;

/** Layers with {@code stateful} go on from batch to batch where Keras does. */
final class StatefulLayersTest {
  private static final int BATCHES = 3;
  private static final double TOLERANCE = 1e-5;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void predictionsGoOnFromOneCallToTheNext(String writer, String backend) throws IOException {
    NpzArrays keras = arrays(writer);
    assertPredictionsGoOn(export(writer, backend, options()), keras);
  }

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void evaluationGoesOnFromOneBatchToTheNext(String writer, String backend) throws IOException {
    NpzArrays keras = arrays(writer);
    try (ModelRunner runner = open(export(writer, backend, options()))) {
      assertThat(runner.evaluate(batches(keras), RunListener.SILENT).get("loss"))
          .isCloseTo(keras.values("evaluated")[0], within(TOLERANCE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "keras, pure-java",
    "keras, tensorflow",
    "tf_keras, pure-java",
    "tf_keras, tensorflow"
  })
  void trainingGoesOnFromOneStepToTheNext(String writer, String backend) throws Exception {
    NpzArrays keras = arrays(writer);
    try (RunnableGraph graph = RunnableGraph.load(export(writer, backend, options()), "train")) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        try (Tensor x = keras.tensor("x/" + batch);
            Tensor y = keras.tensor("y/" + batch)) {
          assertThat(graph.step(Map.of("x", x, "y_target", y)))
              .isCloseTo(keras.values("loss/" + batch)[0], within(TOLERANCE));
        }
      }
      Map<String, double[]> weights = graph.variables("variables");
      List<String> names =
          keras.names().stream().filter(name -> name.startsWith("trained/")).toList();
      assertThat(names).hasSize(14);
      for (String name : names) {
        assertThat(Objects.requireNonNull(weights.get(name.substring("trained/".length())), name))
            .as(name)
            .containsExactly(keras.values(name), within(TOLERANCE));
      }
    }
  }

  @Test
  void predictionGoesOnFromWhereTrainingEnded() throws IOException {
    NpzArrays keras = arrays("keras");
    try (ModelRunner runner = open(export("keras", "pure-java", options()))) {
      runner.train(batches(keras), RunListener.SILENT);
      assertThat(predict(runner, keras, 1))
          .containsExactly(keras.values("predicted_then"), within(TOLERANCE));
    }
  }

  @Test
  void resettingLetsEveryGraphBeginAnew() throws IOException {
    NpzArrays keras = arrays("keras");
    try (ModelRunner runner = open(export("keras", "pure-java", options()))) {
      predict(runner, keras, 2);
      runner.evaluate(batches(keras), RunListener.SILENT);
      runner.resetStates();
      assertThat(predict(runner, keras, 1))
          .containsExactly(keras.values("predicted/1"), within(TOLERANCE));
      assertThat(runner.evaluate(batches(keras), RunListener.SILENT).get("loss"))
          .isCloseTo(keras.values("evaluated")[0], within(TOLERANCE));
    }
  }

  @Test
  void lstmsThatAreOneKernelGoOnAsWell() throws IOException {
    NpzArrays keras = arrays("keras");
    Path export = export("keras", "pure-java", options().fusedLstm(true));
    assertPredictionsGoOn(export, keras);
  }

  @Test
  void theFunctionOfAServingOnlyExportGoesOnAsWell() throws IOException {
    NpzArrays keras = arrays("keras");
    Path export = export("keras", "pure-java", options().servingOnly(true));
    Path calling = ServingFunctionCall.rewrite(export, directory.resolve("calling"));
    assertPredictionsGoOn(calling, keras);
  }

  @Test
  void aModelThatIsLoadedBackBeginsWithZeros() throws IOException {
    NpzArrays keras = arrays("keras");
    Path changed;
    try (ModelRunner runner = open(export("keras", "pure-java", options()))) {
      predict(runner, keras, 2);
      changed = runner.saveCheckpoint(directory.resolve("changed"));
    }
    Model loaded = Runtimes.through("pure-java").loader().load(changed);
    Path again =
        Runtimes.through("pure-java").exporter().export(loaded, directory.resolve("again")).path();
    try (ModelRunner runner = open(again)) {
      assertThat(predict(runner, keras, 1))
          .containsExactly(keras.values("predicted/1"), within(TOLERANCE));
    }
  }

  @Test
  void refusesABatchOfUnknownSize() {
    InputSignature anyBatch =
        InputSignature.of(new TensorSpec(DType.FLOAT, Shape.of(Shape.UNKNOWN_DIM, 3, 2)));
    assertThatThrownBy(() -> export("keras", "pure-java", options().inputSignature(anyBatch)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("layer shared")
        .hasMessageContaining("`stateful`");
  }

  private static void assertPredictionsGoOn(Path export, NpzArrays keras) {
    try (ModelRunner runner = open(export)) {
      for (int batch = 1; batch <= BATCHES; batch++) {
        assertThat(predict(runner, keras, batch))
            .containsExactly(keras.values("predicted/" + batch), within(TOLERANCE));
      }
    }
  }

  private static double[] predict(ModelRunner runner, NpzArrays keras, int batch) {
    TensorValue y =
        Objects.requireNonNull(
            runner.predict(Map.of("x", value(keras, "x/" + batch, 2, 3, 2))).get("y"));
    float[] values = new float[2];
    y.bytes().asFloatBuffer().get(values);
    return new double[] {values[0], values[1]};
  }

  private static List<Batch> batches(NpzArrays keras) {
    List<Batch> batches = new ArrayList<>();
    for (int batch = 1; batch <= BATCHES; batch++) {
      batches.add(
          Batch.of(
              Map.of("x", value(keras, "x/" + batch, 2, 3, 2)),
              Map.of("y", value(keras, "y/" + batch, 2, 1))));
    }
    return batches;
  }

  private static TensorValue value(NpzArrays keras, String name, long... shape) {
    return TensorValue.ofNumbers(DType.FLOAT, Shape.of(shape), keras.values(name));
  }

  private static ExportOptions.Builder options() {
    return ExportOptions.builder();
  }

  private Path export(String writer, String backend, ExportOptions.Builder options) {
    KerasportRuntime runtime = Runtimes.through(backend);
    Model model = runtime.reader().read(TrainingFixture.file("stateful_" + writer + ".keras"));
    return runtime.exporter().export(model, directory, options.build()).path();
  }

  private static ModelRunner open(Path export) {
    return Runtimes.through("pure-java").runners().open(export, RunOptions.defaults());
  }

  private static NpzArrays arrays(String writer) throws IOException {
    return NpzArrays.read(TrainingFixture.file("stateful_" + writer + ".npz"));
  }
}
