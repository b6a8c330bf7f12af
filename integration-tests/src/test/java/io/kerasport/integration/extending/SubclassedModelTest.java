package io.kerasport.integration.extending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.Kerasport;
import io.kerasport.KerasportRuntime;
import io.kerasport.build.Block;
import io.kerasport.build.Input;
import io.kerasport.build.Subclassed;
import io.kerasport.export.BuildOptions;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.SameModel;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunOptions;
import io.kerasport.spi.ModelCall;
import io.kerasport.spi.SubclassedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose calls are code. */
final class SubclassedModelTest {
  private static final ExportOptions SERVING_ONLY =
      ExportOptions.builder().servingOnly(true).build();

  private final KerasportRuntime kerasport = Kerasport.with(Map.of());

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void theCodePredictsWithItsLayersAndVariables(String backend) throws IOException {
    Model model = build();
    Path exported =
        Runtimes.through(backend).exporter().export(model, directory, SERVING_ONLY).path();

    float[] left = {1, -2, 0.5f, 3};
    float[] right = {0, 1, 1, -1};
    try (ModelRunner runner = kerasport.runners().open(exported, RunOptions.defaults())) {
      Map<String, TensorValue> found =
          runner.predict(
              Map.of(
                  "left", TensorValue.ofFloats(Shape.of(1, 4), left),
                  "right", TensorValue.ofFloats(Shape.of(1, 4), right)));
      assertThat(found).containsOnlyKeys("score", "blend");
      assertThat(Objects.requireNonNull(found.get("blend")).numbers())
          .containsExactly(blend(model, left, right), within(1e-6));
    }
  }

  @Test
  void aLoadedModelIsTheSame() throws IOException {
    Model model = build();
    ExportOptions servingOnly = SERVING_ONLY;
    Path exported = kerasport.exporter().export(model, directory, servingOnly).path();
    Model loaded = kerasport.loader().load(exported);

    SameModel.assertEqual(loaded, model);
    assertThat(kerasport.exporter().export(loaded, directory, SERVING_ONLY).path()).isDirectory();
  }

  @Test
  void theExampleOfThePageRuns() {
    ExportOptions servingOnly = SERVING_ONLY;

    Model model =
        kerasport.builder().build(Subclassed.of("acme>Blend", "blend", Map.of("units", 3)));
    Path exported = kerasport.exporter().export(model, directory, servingOnly).path();
    Model loaded = kerasport.loader().load(exported);

    assertThat(loaded.outputNames()).containsExactly("score", "blend");
  }

  @Test
  void aClassThatIsGivenForTheCallIsEnough() {
    CustomObjects objects = CustomObjects.of(SubclassedModel.class, "once>Blend", new Blend());
    Subclassed described = Subclassed.of("once>Blend", "once", Map.of("units", 2));
    Model model =
        kerasport.builder().build(described, BuildOptions.defaults().withCustomObjects(objects));
    ExportOptions options =
        ExportOptions.builder().servingOnly(true).customObjects(objects).build();
    Path exported = kerasport.exporter().export(model, directory, options).path();

    assertThat(kerasport.loader().load(exported, objects).layers()).hasSize(5);
    assertThatThrownBy(() -> kerasport.loader().load(exported))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("Blend");
  }

  @Test
  void evaluationAndTrainingAreRefusedBeforeAnythingIsWritten() {
    Model model = build();

    assertThatThrownBy(() -> kerasport.exporter().export(model, directory))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContainingAll("neither functional nor Sequential", "model blend", "servingOnly");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aModelWithoutConfigurationHasNoJsonAndTheResultSaysSo() {
    CustomObjects objects = CustomObjects.of(SubclassedModel.class, "once>Fixed", new Fixed());
    Model model =
        kerasport
            .builder()
            .build(
                Subclassed.withoutConfig("once>Fixed", "fixed"),
                BuildOptions.defaults().withCustomObjects(objects));
    ExportResult result =
        kerasport
            .exporter()
            .export(
                model,
                directory,
                ExportOptions.builder().servingOnly(true).customObjects(objects).build());

    assertThat(result.path().resolve("assets/saved_model.json")).doesNotExist();
    assertThat(result.warnings()).singleElement().asString().contains("`fixed`", "no JSON");
    assertThatThrownBy(() -> kerasport.loader().load(result.path(), objects))
        .isInstanceOf(ExportException.class);
  }

  @Test
  void aClassThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> kerasport.builder().build(Subclassed.of("acme>Blond", "b", Map.of())))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContainingAll("no class of a model is called `acme>Blond`", "acme>Blend");
  }

  @Test
  void codeThatThrowsIsNamedBesideItsModel() {
    SubclassedModel broken =
        new Fixed() {
          @Override
          public List<Operand> call(ModelCall call) {
            throw new IllegalStateException("out of order");
          }
        };
    refuses(broken, ErrorId.CUSTOM_OBJECT, "`once>Broken` failed in call", "model broken");
  }

  @Test
  void codeThatGivesAnotherNumberOfTensorsIsRefused() {
    SubclassedModel generous =
        new Fixed() {
          @Override
          public List<Operand> call(ModelCall call) {
            return List.of(call.input(), call.input());
          }
        };
    refuses(generous, ErrorId.MODEL_FORMAT, "gives 2 tensors", "[output_1]", "model broken");
  }

  @Test
  void aSettingThatTheCodeMissesIsNamed() {
    assertThatThrownBy(() -> kerasport.builder().build(Subclassed.of("acme>Blend", "b", Map.of())))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.MODEL_FORMAT))
        .hasMessageContainingAll("`units`", "model b");
  }

  private void refuses(SubclassedModel code, ErrorId id, String... text) {
    CustomObjects objects = CustomObjects.of(SubclassedModel.class, "once>Broken", code);
    assertThatThrownBy(
            () ->
                kerasport
                    .builder()
                    .build(
                        Subclassed.withoutConfig("once>Broken", "broken"),
                        BuildOptions.defaults().withCustomObjects(objects)))
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.id()).isEqualTo(id))
        .hasMessageContainingAll(text);
  }

  private Model build() {
    return kerasport
        .builder()
        .build(
            Subclassed.of("acme>Blend", "blend", Map.of("units", 3)),
            BuildOptions.defaults().withSeed(3));
  }

  /** {@code right + (left - right) / 4}, both projected. */
  private static double[] blend(Model model, float[] left, float[] right) throws IOException {
    Layer project = model.layer("project");
    Projection weights = new Projection(project);
    double[] found = new double[3];
    for (int unit = 0; unit < 3; unit++) {
      double a = weights.projected(left, unit);
      double b = weights.projected(right, unit);
      found[unit] = b + (a - b) * 0.25;
    }
    return found;
  }

  /** The kernel of a Dense layer with 3 units. */
  private record Projection(Layer layer) {
    double projected(float[] x, int unit) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      layer.weights().orElseThrow().get(0).data().writeTo(Channels.newChannel(bytes));
      ByteBuffer kernel = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * kernel.getFloat((i * 3 + unit) * Float.BYTES);
      }
      return Math.tanh(sum);
    }
  }

  /** Hands its input on. */
  private static class Fixed implements SubclassedModel {
    @Override
    public List<Input> inputs(Config config) {
      return List.of(Input.shape(2).named("x"));
    }

    @Override
    public Map<String, Block> layers(Config config) {
      return Map.of();
    }

    @Override
    public List<Operand> call(ModelCall call) {
      return List.of(call.ops().neg(call.input()));
    }
  }
}
