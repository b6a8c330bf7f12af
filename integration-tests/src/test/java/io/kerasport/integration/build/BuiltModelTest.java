package io.kerasport.integration.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.KerasportRuntime;
import io.kerasport.build.Architecture;
import io.kerasport.build.Functional;
import io.kerasport.build.Input;
import io.kerasport.build.Sequential;
import io.kerasport.build.layer.AnyLayer;
import io.kerasport.build.layer.Dense;
import io.kerasport.build.layer.Merging;
import io.kerasport.build.layer.Regularizing;
import io.kerasport.export.BuildOptions;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.graph.TensorValue;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.SameModel;
import io.kerasport.model.Compile;
import io.kerasport.model.DType;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.Weight;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunListener;
import io.kerasport.run.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of built models. */
final class BuiltModelTest {
  private static final int EPOCHS = 120;

  private final KerasportRuntime kerasport = Runtimes.through("pure-java");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aBuiltModelIsExportedTrainedAndLoaded(String backend) throws IOException {
    Model model = kerasport.builder().build(BuiltModels.digits());
    Path exported =
        Runtimes.through(backend).exporter().export(model, directory.resolve("untrained")).path();

    SameModel.assertEqual(withoutOptimizer(kerasport.loader().load(exported)), model);
    assertThat(trained(exported).compileConfig()).isEqualTo(model.compileConfig());
  }

  /** Trains until the loss is less than half of what it was, and gives the model after that. */
  private Model trained(Path exported) {
    try (ModelRunner runner = kerasport.runners().open(exported, RunOptions.defaults())) {
      List<Batch> batch = List.of(digits());
      double before = runner.train(batch, RunListener.SILENT).getOrDefault("loss", Double.NaN);
      double after = before;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        after = runner.train(batch, RunListener.SILENT).getOrDefault("loss", Double.NaN);
      }
      assertThat(after).isLessThan(before / 2);
      return kerasport.loader().load(runner.saveCheckpoint(directory.resolve("trained")));
    }
  }

  /** Images whose class is where they are bright. */
  private static Batch digits() {
    Random random = new Random(5);
    int samples = 48;
    float[] pixels = new float[samples * 12 * 12];
    int[] classes = new int[samples];
    for (int i = 0; i < pixels.length; i++) {
      int sample = i / 144;
      classes[sample] = sample % 3;
      boolean bright = i % 144 / 48 == classes[sample];
      pixels[i] = random.nextFloat() + (bright ? 1 : 0);
    }
    return Batch.of(
        Map.of("input_layer", TensorValue.ofFloats(Shape.of(samples, 12, 12, 1), pixels)),
        Map.of("scores", floats(Shape.of(samples, 1), classes)));
  }

  private static TensorValue floats(Shape shape, int... values) {
    double[] numbers = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      numbers[i] = values[i];
    }
    return TensorValue.ofNumbers(DType.FLOAT, shape, numbers);
  }

  @Test
  void everyBuiltModelIsExported() {
    BuiltModels.byName()
        .forEach(
            (name, model) ->
                assertThat(
                        kerasport
                            .exporter()
                            .export(kerasport.builder().build(model.get()), directory)
                            .path())
                    .as(name)
                    .isDirectory());
  }

  @Test
  void equalSeedsGiveEqualWeightsAndOthersOthers() throws IOException {
    List<byte[]> first = weights(build(seeded(), 1));

    assertThat(first).hasSize(6);
    assertThat(weights(build(seeded(), 1))).containsExactlyElementsOf(first);
    List<byte[]> other = weights(build(seeded(), 2));
    assertThat(other.get(0)).isNotEqualTo(first.get(0));
    // The initializer of this one has a seed of its own.
    assertThat(other.get(4)).isEqualTo(first.get(4));
  }

  @Test
  void layersOfOneShapeStartDifferently() throws IOException {
    List<byte[]> weights = weights(build(seeded(), 1));

    assertThat(weights.get(2)).hasSameSizeAs(weights.get(0)).isNotEqualTo(weights.get(0));
  }

  @Test
  void anExportWritesTheWeightsThatTheSeedGave() throws IOException {
    Model model = build(seeded(), 7);
    Path exported = kerasport.exporter().export(model, directory).path();

    SameModel.assertEqual(kerasport.loader().load(exported), model);
  }

  private static Sequential seeded() {
    return Sequential.of(Input.shape(4))
        .add(
            Dense.units(4),
            Dense.units(4),
            Dense.units(4)
                .kernelInitializer(KerasObject.configured("HeNormal", Map.of("seed", 3))));
  }

  @Test
  void aLayerThatDoesNotFitItsInputsIsNamed() {
    Input wide = Input.shape(6, 8);
    Input narrow = Input.shape(6, 5);
    refuses(
        Functional.from(wide, narrow).to(Merging.subtract().named("difference").call(wide, narrow)),
        ErrorId.GRAPH,
        "layer difference");
  }

  @Test
  void aLayerThatNeedsASizeThatIsOpenIsNamed() {
    refuses(
        Sequential.of(Input.shape(-1)).add(Dense.units(3).named("scores")),
        ErrorId.UNSUPPORTED_MODEL,
        "layer scores");
  }

  @Test
  void aSettingThatALayerDoesNotHaveIsNamedBesideThoseItHas() {
    refuses(
        Sequential.of(Input.shape(4)).add(Dense.units(3).set("unitz", 4)),
        ErrorId.MODEL_FORMAT,
        "`Dense` has no setting `unitz`: layer dense",
        "activation",
        "kernel_initializer");
  }

  @Test
  void aSettingThatALayerNeedsIsNamed() {
    refuses(
        Sequential.of(Input.shape(4)).add(AnyLayer.of("Dense", Map.of("activation", "relu"))),
        ErrorId.MODEL_FORMAT,
        "`Dense` needs the setting `units`: layer dense");
  }

  @Test
  void aLayerThatNobodyKnowsIsRefused() {
    refuses(
        Sequential.of(Input.shape(4)).add(AnyLayer.of("acme>Unknown", Map.of("size", 3))),
        ErrorId.UNSUPPORTED_MODEL,
        "layer unknown");
  }

  @Test
  void aLayerIsWrittenUnderItsOwnNameWhereAnotherStandsForIt() {
    Model model =
        kerasport
            .builder()
            .build(
                Sequential.of(Input.shape(8, 8, 3))
                    .add(AnyLayer.of("MaxPool2D", Map.of("pool_size", 4))));

    assertThat(model.layers().get(1).className()).isEqualTo("MaxPooling2D");
    assertThat(model.layers().get(1).config().integers("strides")).containsExactly(4L, 4L);
  }

  @Test
  void twoLayersOfOneNameAreRefused() {
    refuses(
        Sequential.of(Input.shape(4)).add(Dense.units(3).named("a"), Dense.units(3).named("a")),
        ErrorId.MODEL_FORMAT,
        "Two layers are called `a`");
  }

  @Test
  void aModelWithoutLayersHandsItsInputOn() {
    Model model = kerasport.builder().build(Sequential.of(Input.shape(4).named("x")));

    assertThat(model.inputNames()).containsExactly("x");
    assertThat(kerasport.exporter().export(model, directory).path()).isDirectory();
  }

  @Test
  void whatAModelIsCompiledWithMayBeStatedAfterBuilding() {
    Model model = kerasport.builder().build(seeded());

    assertThat(model.compileConfig()).isEmpty();
    assertThat(model.compile(Compile.with("SGD").loss("mse").config()).compileConfig()).isPresent();
  }

  @Test
  void aSharedLayerHasOneSetOfWeights() throws IOException {
    Input a = Input.shape(4);
    Input b = Input.shape(4);
    Dense shared = Dense.units(2);
    Model model =
        kerasport
            .builder()
            .build(Functional.from(a, b).to(Merging.add().call(shared.call(a), shared.call(b))));

    assertThat(weights(model)).hasSize(2);
    assertThat(model.nodes().stream().map(node -> node.layer()))
        .containsExactlyInAnyOrder("dense", "dense", "add");
  }

  @Test
  void droppingLayersHaveNoWeights() throws IOException {
    Model model =
        kerasport.builder().build(Sequential.of(Input.shape(4)).add(Regularizing.dropout(0.5)));

    assertThat(weights(model)).isEmpty();
  }

  private void refuses(Architecture model, ErrorId id, String... text) {
    assertThatThrownBy(() -> kerasport.builder().build(model))
        .isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.id()).isEqualTo(id))
        .hasMessageContainingAll(text);
  }

  private Model build(Architecture model, long seed) {
    return kerasport.builder().build(model, BuildOptions.defaults().withSeed(seed));
  }

  private static Model withoutOptimizer(Model loaded) {
    return new Model(
        loaded.name(),
        loaded.kind(),
        loaded.generation(),
        loaded.layers(),
        loaded.nodes(),
        loaded.inputs(),
        loaded.outputs(),
        loaded.source(),
        loaded.compileConfig());
  }

  private static List<byte[]> weights(Model model) throws IOException {
    List<byte[]> all = new ArrayList<>();
    for (var layer : model.layers()) {
      for (Weight weight : layer.weights().orElse(List.of())) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        weight.data().writeTo(Channels.newChannel(bytes));
        all.add(bytes.toByteArray());
      }
    }
    return all;
  }
}
