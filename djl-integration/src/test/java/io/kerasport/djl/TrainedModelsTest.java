package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.ndarray.types.Shape;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.Mode;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Compile;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunListener;
import io.kerasport.run.RunOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models whose parameters and predictions DJL saved; no engine of DJL is needed to export them. */
final class TrainedModelsTest {
  private static final Set<TestModel> NATIVE =
      EnumSet.of(TestModel.MLP, TestModel.CNN, TestModel.LSTM, TestModel.BERT);

  @TempDir Path directory;

  /** Every model in Java; native TensorFlow writes what differs most, and all in djl-live. */
  static Stream<Arguments> modelsAndBackends() {
    return Arrays.stream(TestModel.values())
        .filter(TestModel::isSmall)
        .flatMap(
            model ->
                NATIVE.contains(model)
                    ? Stream.of(arguments(model, "pure-java"), arguments(model, "tensorflow"))
                    : Stream.of(arguments(model, "pure-java")));
  }

  @ParameterizedTest
  @MethodSource("modelsAndBackends")
  void anExportPredictsWhatDjlPredicted(TestModel which, String backend) {
    Fixture fixture = Fixture.of(which);
    Model model = Exported.model(which, fixture.block());

    Path exported = Exported.export(model, backend, directory);

    List<float[]> found = Exported.predict(model, exported, Exported.tensors(fixture.inputs()));
    assertThat(found).hasSameSizeAs(fixture.outputs());
    for (int i = 0; i < found.size(); i++) {
      float[] expected = fixture.outputs().get(i).toFloatArray();
      assertThat(Difference.of(found.get(i), expected).relative()).isLessThan(1e-5);
    }
  }

  @Test
  void theConfigurationOfAnExportIsReadBack() {
    Model model = Exported.model(TestModel.CNN, Fixture.of(TestModel.CNN).block());

    Path exported = Exported.export(model, "pure-java", directory);

    Model read = Exported.runtime("pure-java").loader().load(exported);
    assertThat(read.layers())
        .extracting(Layer::className, Layer::name)
        .isEqualTo(
            model.layers().stream().map(layer -> tuple(layer.className(), layer.name())).toList());
    assertThat(read.source().get("config")).isEqualTo(model.source().get("config"));
    assertThat(read.nodes()).isEqualTo(model.nodes());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aCompiledModelTrainsOn(String backend) {
    Fixture fixture = Fixture.of(TestModel.CNN);
    Model model = Exported.model(TestModel.CNN, fixture.block());
    Model compiled = model.compile(Compile.with("Adam").loss("mse").metrics("mae").config());

    ExportResult result =
        Exported.runtime(backend).exporter().export(compiled, directory, ExportOptions.defaults());

    assertThat(result.modes()).containsExactlyInAnyOrder(Mode.TRAIN, Mode.EVAL, Mode.PREDICT);
    try (ModelRunner runner =
        Exported.runtime(backend).runners().open(result.path(), RunOptions.defaults())) {
      Batch batch =
          Batch.of(
              Map.of("data0", Exported.tensor(fixture.inputs().get(0))),
              Map.of(
                  model.outputNames().get(0),
                  TensorValue.ofFloats(io.kerasport.model.Shape.of(2, 3), 1, 2, 3, 4, 5, 6)));
      double before = loss(runner, batch);
      runner.train(Collections.nCopies(20, batch), RunListener.SILENT);
      assertThat(loss(runner, batch)).isLessThan(before);
    }
  }

  private static double loss(ModelRunner runner, Batch batch) {
    return Objects.requireNonNull(runner.evaluate(List.of(batch), RunListener.SILENT).get("loss"));
  }

  static List<String> backends() {
    return List.of("pure-java", "tensorflow");
  }

  @Test
  void aSequenceMayHaveAnyLength() {
    Fixture fixture = Fixture.of(TestModel.LSTM);
    Model model = DjlModels.from(fixture.block(), new Shape(1, -1, 4));

    Path exported = Exported.export(model, "pure-java", directory);

    assertThat(model.layer("data0").config().list("batch_shape")).containsExactly(null, null, 4L);
    float[] found = Exported.predict(model, exported, Exported.tensors(fixture.inputs())).get(0);
    float[] expected = fixture.outputs().get(0).toFloatArray();
    assertThat(Difference.of(found, expected).relative()).isLessThan(1e-5);
  }

  @Test
  void imagesMayHaveTheirChannelsLast() {
    Fixture fixture = Fixture.of(TestModel.CNN);
    DjlOptions options = DjlOptions.builder().images(ImageLayout.CHANNELS_LAST).build();
    Model model = DjlModels.from(fixture.block(), options, TestModel.CNN.inputs());
    Shape shape = fixture.inputs().get(0).getShape();
    TensorValue turned =
        Exported.channelsLast(fixture.inputs().get(0).toFloatArray(), shape.getShape());

    Path exported = Exported.export(model, "pure-java", directory);

    float[] found = Exported.predict(model, exported, List.of(turned)).get(0);
    float[] expected = fixture.outputs().get(0).toFloatArray();
    assertThat(Difference.of(found, expected).relative()).isLessThan(1e-5);
  }
}
