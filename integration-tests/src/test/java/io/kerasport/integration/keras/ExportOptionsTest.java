package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.CustomObjects;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.ExportResult;
import io.kerasport.export.InputSignature;
import io.kerasport.export.Mode;
import io.kerasport.export.SignatureKeys;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.ServedModel.Prediction;
import io.kerasport.model.Compile;
import io.kerasport.model.DType;
import io.kerasport.model.Model;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.Activation;
import io.kerasport.spi.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/** What the options of an export change, with both backends. */
final class ExportOptionsTest {
  private static final TensorSpec VECTOR = spec(DType.FLOAT, -1, 6);
  private static final TensorSpec SEQUENCE = spec(DType.FLOAT, -1, 5, 4);
  private static final TensorSpec GRID = spec(DType.FLOAT, -1, 3, 2, 4);

  @TempDir Path directory;

  // ------------------------------------------------------------------------------ serving only

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aServingOnlyExportHasOneGraphAlthoughTheModelIsCompiled(String backend) throws IOException {
    ExportResult result =
        export(backend, "compiled_adam", ExportOptions.builder().servingOnly(true));

    assertThat(result.modes()).containsExactly(Mode.PREDICT);
    assertThat(result.skipped().keySet()).containsExactlyInAnyOrder(Mode.TRAIN, Mode.EVAL);
    assertThat(proto(result).getMetaGraphsList()).hasSize(1);
    assertThat(proto(result).getMetaGraphs(0).hasObjectGraphDef()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void theFunctionOfAServingOnlyExportPredictsLikeKeras(String backend) throws IOException {
    Path exported = export(backend, "dense", ExportOptions.builder().servingOnly(true)).path();

    Path calling = ServingFunctionCall.rewrite(exported, directory.resolve("calling"));

    assertPredictsLikeKeras(calling, "dense", SignatureKeys.ofModel());
  }

  @Test
  void backendsWriteEqualServingOnlyFiles() throws IOException {
    ExportOptions.Builder options = ExportOptions.builder().servingOnly(true);
    Directories.assertEqual(
        export("pure-java", "small_mobilenet", options).path(),
        export("tensorflow", "small_mobilenet", options).path());
  }

  // ------------------------------------------------------------------------------------ as text

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aTextExportIsServedLikeABinaryOne(String backend) throws IOException {
    Path exported = export(backend, "dense", ExportOptions.builder().asText(true)).path();

    assertThat(exported.resolve("saved_model.pb")).doesNotExist();
    assertThat(exported.resolve("saved_model.pbtxt")).exists();
    assertPredictsLikeKeras(exported, "dense", SignatureKeys.ofModel());
  }

  @Test
  void aTextExportHoldsAllModes() throws IOException {
    Path text = export("pure-java", "compiled_adam", ExportOptions.builder().asText(true)).path();
    Path binary = export("pure-java", "compiled_adam", ExportOptions.builder()).path();

    assertThat(runtime("pure-java").diff().compare(text, binary)).isEmpty();
  }

  @Test
  void aTextExportIsLoadedBack() throws IOException {
    Model model = read("compiled_adam");
    Path exported =
        export("pure-java", "compiled_adam", ExportOptions.builder().asText(true)).path();

    SameModel.assertEqual(Runtimes.through("pure-java").loader().load(exported), model);
  }

  // ----------------------------------------------------------------------------- signature keys

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void inputsAndOutputsHaveTheKeysAskedFor(String backend) throws IOException {
    SignatureKeys keys =
        new SignatureKeys(Map.of("vector", "v"), Map.of("plain", "scores", "rank3", "r"));

    Path exported = export(backend, "dense", ExportOptions.builder().signatureKeys(keys)).path();

    assertPredictsLikeKeras(exported, "dense", keys);
  }

  @Test
  void targetsAndPredictionsFollowTheKeyOfTheirOutput() throws IOException {
    Fixture fixture = fixture("compiled_adam");
    String output = fixture.outputs().get(0);
    SignatureKeys keys = new SignatureKeys(Map.of(), Map.of(output, "scores"));

    ExportResult result =
        export("pure-java", "compiled_adam", ExportOptions.builder().signatureKeys(keys));

    SignatureDef train = proto(result).getMetaGraphs(0).getSignatureDefOrThrow("train");
    assertThat(train.getInputsMap()).containsKey("scores_target").doesNotContainKey(output);
    assertThat(train.getOutputsMap())
        .containsKey("predictions/scores")
        .doesNotContainKey("predictions/" + output);
  }

  @Test
  void refusesKeysOfNothingAndKeysUsedTwice() {
    SignatureKeys keys =
        new SignatureKeys(
            Map.of("vector", "grid", "nobody", "x"), Map.of("plain", "", "rank9", "y"));

    refuses(
        "dense",
        ExportOptions.builder().signatureKeys(keys),
        "there is no such input to be called `x`\n    at input nobody",
        "the key `grid` is used twice\n    at input grid",
        "the key is empty\n    at output plain",
        "there is no such output to be called `y`\n    at output rank9");
  }

  // ---------------------------------------------------------------------------- input signature

  @ParameterizedTest
  @ValueSource(strings = {"pure-java", "tensorflow"})
  void aBatchSizeMayBeFixed(String backend) throws IOException {
    InputSignature signature =
        InputSignature.of(
            List.of(
                InputSignature.of(spec(DType.FLOAT, 2, 6)),
                InputSignature.of(spec(DType.FLOAT, 2, 5, 4), "steps"),
                InputSignature.of(spec(DType.FLOAT, 2, 3, 2, 4))));

    ExportResult result =
        export(backend, "dense", ExportOptions.builder().inputSignature(signature));

    SignatureDef serving = proto(result).getMetaGraphs(0).getSignatureDefOrThrow("serving_default");
    assertThat(serving.getInputsOrThrow("vector").getTensorShape().getDim(0).getSize())
        .isEqualTo(2);
    assertThat(serving.getOutputsOrThrow("plain").getTensorShape().getDim(0).getSize())
        .isEqualTo(2);
    assertPredictsLikeKeras(
        result.path(), "dense", new SignatureKeys(Map.of("sequence", "steps"), Map.of()));
  }

  @Test
  void aDictWithTheNamesOfTheInputsGoesByThem() throws IOException {
    Map<String, InputSignature> items = new LinkedHashMap<>();
    items.put("vector", InputSignature.of(VECTOR));
    items.put("sequence", InputSignature.of(SEQUENCE));
    items.put("grid", InputSignature.of(GRID));

    ExportResult result =
        export(
            "pure-java", "dense", ExportOptions.builder().inputSignature(InputSignature.of(items)));

    assertPredictsLikeKeras(result.path(), "dense", SignatureKeys.ofModel());
  }

  @Test
  void aDictWithOtherKeysGoesByTheirOrder() throws IOException {
    Map<String, InputSignature> items = new LinkedHashMap<>();
    items.put("c", InputSignature.of(GRID));
    items.put("a", InputSignature.of(VECTOR));
    items.put("b", InputSignature.of(List.of(InputSignature.of(SEQUENCE))));

    ExportResult result =
        export(
            "pure-java", "dense", ExportOptions.builder().inputSignature(InputSignature.of(items)));

    assertPredictsLikeKeras(result.path(), "dense", SignatureKeys.ofModel());
  }

  @Test
  void refusesASignatureWithAnotherNumberOfInputs() {
    refuses(
        "dense",
        ExportOptions.builder().inputSignature(InputSignature.of(VECTOR)),
        "expected 3 tensors, found 1");
  }

  @Test
  void refusesTypesRanksAndSizesThatTheModelDoesNotTake() {
    InputSignature signature =
        InputSignature.of(
            List.of(
                InputSignature.of(spec(DType.INT32, -1, 6)),
                InputSignature.of(spec(DType.FLOAT, -1, 5)),
                InputSignature.of(spec(DType.FLOAT, -1, 3, 2, 5))));

    refuses(
        "dense",
        ExportOptions.builder().inputSignature(signature),
        "at input vector",
        "at input sequence",
        "at input grid");
  }

  @Test
  void refusesNamesOfASignatureThatAreUsedTwice() {
    InputSignature signature =
        InputSignature.of(
            List.of(
                InputSignature.of(VECTOR, "x"),
                InputSignature.of(SEQUENCE, "x"),
                InputSignature.of(GRID)));

    refuses(
        "dense", ExportOptions.builder().inputSignature(signature), "the key `x` is used twice");
  }

  // ----------------------------------------------------------------------------- custom objects

  @Test
  void aCustomObjectServesANameForOneCallAlone() throws IOException {
    Activation zero = (tf, x, generation) -> tf.zerosLike(x);
    CustomObjects objects = CustomObjects.of(Activation.class, "tanh", zero);

    Path custom =
        export("pure-java", "dense", ExportOptions.builder().customObjects(objects)).path();
    Path usual = export("pure-java", "dense", ExportOptions.builder()).path();

    assertThat(predictions(custom, "dense", SignatureKeys.ofModel()))
        .hasEntrySatisfying(
            "no_bias", prediction -> assertThat(prediction.values()).containsOnly(0));
    assertPredictsLikeKeras(usual, "dense", SignatureKeys.ofModel());
  }

  @Test
  void aFailingCustomObjectIsNamedWithTheLayerItWasCalledFor() {
    Activation broken =
        (tf, x, generation) -> {
          throw new IllegalStateException("no luck");
        };
    CustomObjects objects = CustomObjects.of(Activation.class, "tanh", broken);

    assertThatThrownBy(
            () -> export("pure-java", "dense", ExportOptions.builder().customObjects(objects)))
        .isInstanceOfSatisfying(
            ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.CUSTOM_OBJECT))
        .hasMessageContaining("The custom activation `tanh` failed in apply")
        .hasMessageContaining("no luck")
        .hasMessageContaining("at layer no_bias")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFailingCustomLossIsNamedWithTheOutputItWasCalledFor() throws IOException {
    Fixture fixture = fixture("compiled_adam");
    Loss broken =
        call -> {
          throw new IllegalStateException("no luck");
        };
    Model model = read("compiled_adam").compile(Compile.with("adam").loss("mine").config());

    assertThatThrownBy(
            () ->
                Runtimes.through("pure-java")
                    .exporter()
                    .export(
                        model,
                        directory,
                        ExportOptions.builder()
                            .customObjects(CustomObjects.of(Loss.class, "mine", broken))
                            .build()))
        .hasMessageContaining("[CUSTOM_OBJECT] The custom loss `mine` failed in perSample")
        .hasMessageContaining("at output " + fixture.outputs().get(0));
    assertThat(directory).isEmptyDirectory();
  }

  // -------------------------------------------------------------------------------------------

  private void refuses(String name, ExportOptions.Builder options, String... problems) {
    for (String backend : List.of("pure-java", "tensorflow")) {
      assertThatThrownBy(() -> export(backend, name, options))
          .isInstanceOfSatisfying(
              ExportException.class, e -> assertThat(e.id()).isEqualTo(ErrorId.SIGNATURE))
          .hasMessageContainingAll(problems);
    }
    assertThat(directory).isEmptyDirectory();
  }

  private ExportResult export(String backend, String name, ExportOptions.Builder options)
      throws IOException {
    return runtime(backend).exporter().export(read(name), directory, options.build());
  }

  private static KerasportRuntime runtime(String backend) {
    return Runtimes.through(backend);
  }

  private static Model read(String name) throws IOException {
    return Runtimes.through("pure-java")
        .reader()
        .read(Objects.requireNonNull(fixture(name).files().get("keras")));
  }

  private static Fixture fixture(String name) throws IOException {
    return Fixture.all().stream()
        .filter(fixture -> fixture.name().equals(name) && fixture.writer().startsWith("keras "))
        .findFirst()
        .orElseThrow();
  }

  private static SavedModel proto(ExportResult result) throws IOException {
    return SavedModel.parseFrom(Files.readAllBytes(result.path().resolve("saved_model.pb")));
  }

  private static Map<String, Prediction> predictions(Path path, String name, SignatureKeys keys)
      throws IOException {
    Fixture fixture = fixture(name);
    Map<String, Npz.Array> data = Npz.read(fixture.data());
    Map<String, Npz.Array> inputs = new LinkedHashMap<>();
    for (int i = 0; i < fixture.inputs().size(); i++) {
      inputs.put(
          keys.input(fixture.inputs().get(i)), Objects.requireNonNull(data.get("input_" + i)));
    }
    try (ServedModel served = ServedModel.load(path)) {
      return served.predict(inputs);
    }
  }

  private static void assertPredictsLikeKeras(Path path, String name, SignatureKeys keys)
      throws IOException {
    Fixture fixture = fixture(name);
    Map<String, Npz.Array> data = Npz.read(fixture.data());
    Map<String, Prediction> predicted = predictions(path, name, keys);
    assertThat(predicted).hasSameSizeAs(fixture.outputs());
    for (int i = 0; i < fixture.outputs().size(); i++) {
      double[] expected =
          ServedModel.prediction(Objects.requireNonNull(data.get("output_" + i))).values();
      assertThat(
              Objects.requireNonNull(predicted.get(keys.output(fixture.outputs().get(i)))).values())
          .containsExactly(expected, within(1e-5));
    }
  }

  private static TensorSpec spec(DType dtype, long... dims) {
    return new TensorSpec(dtype, Shape.of(dims));
  }
}
