package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.ExportOptions;
import io.kerasport.export.Problem;
import io.kerasport.integration.Runtimes;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that cannot be exported: one error that says everything, and nothing written. */
final class RefusedFilesTest {
  private final KerasportRuntime kerasport = Runtimes.through("pure-java");
  private final Path folder;
  private final Path target;

  RefusedFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.target = folder.resolve("target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown_layers.keras", "unknown_layers.h5"})
  void namesEveryUnknownLayerNestedOnesIncluded(String file) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer wobble_1", "layer inner/twist", "layer wobble_2");
    assertThat(error).hasMessageContainingAll("`Wobble`", "`Twist`", "@KerasportExtension");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown_layers_keras2.keras", "unknown_layers_keras2.h5"})
  void namesEveryUnknownLayerOfKeras2(String file) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer wobble_1", "layer wobble_2");
    assertThat(error).hasMessageContaining("`OldWobble`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown_operations.keras", "unknown_operations.h5"})
  void namesEveryUnknownOperation(String file) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer sinc", "layer det");
    assertThat(error).hasMessageContainingAll("`keras.ops.Sinc`", "`keras.ops.Det`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown_operations_keras2.keras", "unknown_operations_keras2.h5"})
  void namesEveryUnknownFunctionOfTensorFlow(String file) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer tf.math.bessel_i0", "layer tf.linalg.det");
    assertThat(error).hasMessageContainingAll("`tf.math.bessel_i0`", "`tf.linalg.det`");
  }

  @Test
  void namesFunctionsWhoseArgumentsKeras2Lost() {
    ExportException error = refused("incomplete_functions_keras2.h5");

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly(
            "layer tf.einsum", "layer tf.__operators__.eq", "layer tf.__operators__.ne");
    assertThat(error).hasMessageContaining("does not store its second operand in the file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown_activation.keras", "unknown_activation.h5"})
  void namesEveryUnknownActivation(String file) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer dense", "layer activation");
    assertThat(error.problems()).allMatch(problem -> problem.what().contains("`my_package>bent`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda.keras", "lambda.h5", "lambda_keras2.h5"})
  void refusesLambdaLayersByNameWithTheWayOut(String file) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.UNSUPPORTED_MODEL);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer double", "layer increment");
    assertThat(error)
        .hasMessageContainingAll("Lambda", "Python code", "never run", "register a serializer");
  }

  @ParameterizedTest
  @CsvSource({
    "subclassed.keras, UNSUPPORTED_MODEL, Subclassed",
    "quantized.keras, UNSUPPORTED_MODEL, quantized to `int8`",
    "quantized.h5, UNSUPPORTED_MODEL, quantized to `int8`",
    "quantized_int4.keras, UNSUPPORTED_MODEL, quantized to `int4",
    "quantized_float8.keras, UNSUPPORTED_MODEL, quantized to `float8`",
    "theano.h5, UNSUPPORTED_MODEL, Theano",
    "unbuilt_sequential.keras, MODEL_FORMAT, unbuilt",
    "sound.weights.h5, MODEL_FORMAT, weights"
  })
  void refusesWhatIsNoModelToServe(String file, ErrorId id, String word) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(id);
    assertThat(error).hasMessageContaining(word);
  }

  @ParameterizedTest
  @CsvSource({
    "wrong_shapes.h5, layer first, layer second",
    "wrong_shapes.keras, layer first, layer second",
    "wrong_shapes_keras2.h5, layer first, layer norm"
  })
  void namesEveryWeightOfTheWrongShape(String file, String first, String second) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.WEIGHT_MISMATCH);
    assertThat(error.problems()).extracting(Problem::where).containsExactly(first, second);
    assertThat(error.problems().get(0).what()).contains("kernel", "(4, 3)", "(3, 4)", file);
  }

  @ParameterizedTest
  @CsvSource({
    "missing_variables.keras, bias, moving_variance",
    "missing_datasets.h5, bias, moving_mean"
  })
  void namesEveryMissingWeight(String file, String first, String second) {
    ExportException error = refused(file);

    assertThat(error.id()).isEqualTo(ErrorId.WEIGHT_MISMATCH);
    assertThat(error.problems())
        .extracting(Problem::where)
        .containsExactly("layer first", "layer norm");
    assertThat(error.problems().get(0).what()).contains("weight " + first, "missing");
    assertThat(error.problems().get(1).what()).contains("weight " + second, "missing");
  }

  @Test
  void refusesALayerWhoseWeightsAreGone() {
    ExportException error = refused("missing_layer.h5");

    assertThat(error).hasMessageContainingAll("second", "kernel", "bias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sound.keras", "sound.h5", "sound_keras2.h5"})
  void refusesAFileCutShortAnywhere(String file) throws IOException {
    byte[] whole = Files.readAllBytes(refusedFolder().resolve(file));
    for (int twentieths = 0; twentieths < 20; twentieths++) {
      byte[] part = Arrays.copyOf(whole, whole.length * twentieths / 20);
      Path cut = Files.write(folder.resolve("cut-" + file), part);

      ExportException error = refused(cut);

      assertThat(error.id()).isEqualTo(ErrorId.MODEL_FORMAT);
      assertThat(error).hasMessageContaining(cut.getFileName().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sound.keras", "sound.h5", "sound_keras2.h5"})
  void answersDamageWithAnErrorOfItsOwn(String file) throws IOException {
    byte[] whole = Files.readAllBytes(refusedFolder().resolve(file));
    Random random = new Random(file.hashCode());
    for (int attempt = 0; attempt < 150; attempt++) {
      byte[] damaged = whole.clone();
      for (int i = 0; i < 4; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Path path = Files.write(folder.resolve("damaged-" + attempt + "-" + file), damaged);
      Path output = folder.resolve("output-" + attempt);
      try {
        kerasport
            .exporter()
            .export(
                kerasport.reader().read(path),
                output,
                ExportOptions.builder().exactPath(true).build());
        assertThat(output.resolve("saved_model.pb")).exists();
      } catch (ExportException e) {
        assertThat(output).doesNotExist();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"9, num_constants", "0, initial_state"})
  void namesTheRecurrentLayerThatIsCalledWithTooFewOrTooManyStates(int constants, String key)
      throws IOException {
    Path file =
        EditedArchive.withConfig(
            Fixture.root().resolve("tf_keras").resolve("states_of_keras_2.keras"),
            folder.resolve("states.keras"),
            config -> config.replace("\"num_constants\": 1", "\"num_constants\": " + constants));

    assertThat(refused(file)).hasMessageContainingAll(key, "stack_with_constants");
  }

  @Test
  void leavesNothingWhenAWeightIsDamagedInAnArchive() throws IOException {
    Path sound = refusedFolder().resolve("sound.keras");
    byte[] bytes = Files.readAllBytes(sound);
    ByteArrayOutputStream kernel = new ByteArrayOutputStream();
    Weight weight = kerasport.reader().read(sound).layer("second").weights().orElseThrow().get(0);
    weight.data().writeTo(Channels.newChannel(kernel));
    int place = indexOf(bytes, kernel.toByteArray());
    bytes[place + kernel.size() - 1] ^= 1;

    ExportException error = refused(Files.write(folder.resolve("damaged.keras"), bytes));

    assertThat(error.id()).isEqualTo(ErrorId.MODEL_FORMAT);
    assertThat(error)
        .hasMessageContaining("damaged.keras!model.weights.h5")
        .hasMessageContaining("does not match its checksum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sound.keras", "sound.h5"})
  void leavesNothingWhenTheFileShrinksAfterItWasRead(String file) throws IOException {
    Path copy = Files.copy(refusedFolder().resolve(file), folder.resolve(file));
    Model model = kerasport.reader().read(copy);
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }

    ExportException error =
        catchThrowableOfType(
            ExportException.class, () -> kerasport.exporter().export(model, target));

    assertThat(error).hasMessageContaining(file);
    assertThat(target).satisfiesAnyOf(RefusedFilesTest::isAbsent, RefusedFilesTest::isEmpty);
  }

  @Test
  void refusesFilesOfOtherKinds() throws IOException {
    Path text = Files.writeString(folder.resolve("model.keras"), "not a model");
    Path empty = Files.createFile(folder.resolve("empty.h5"));
    Path directory = Files.createDirectory(folder.resolve("directory.keras"));
    Path absent = folder.resolve("absent.h5");

    for (Path file : List.of(text, empty, directory, absent)) {
      ExportException error = refused(file);

      assertThat(error.id()).isEqualTo(ErrorId.MODEL_FORMAT);
      assertThat(error).hasMessageContaining(String.valueOf(file.getFileName()));
    }
  }

  @Test
  void refusesATargetInUse() throws IOException {
    Files.createDirectories(target);
    Path note = Files.writeString(target.resolve("note.txt"), "mine");
    Model model = kerasport.reader().read(refusedFolder().resolve("sound.keras"));

    ExportException error =
        catchThrowableOfType(
            ExportException.class,
            () ->
                kerasport
                    .exporter()
                    .export(model, target, ExportOptions.builder().exactPath(true).build()));

    assertThat(error.id()).isEqualTo(ErrorId.TARGET);
    assertThat(error).hasMessageContaining(target.toString());
    assertThat(Directories.files(folder)).containsExactly(folder.relativize(note));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unknown_layers.keras", "lambda.h5", "wrong_shapes.h5", "missing_variables.keras"})
  void bothBackendsRefuseAlike(String file) {
    KerasportRuntime other = Runtimes.through("tensorflow");
    Path path = refusedFolder().resolve(file);

    ExportException error =
        catchThrowableOfType(
            ExportException.class,
            () -> other.exporter().export(other.reader().read(path), target));

    assertThat(error).hasMessage(refused(path).getMessage());
  }

  private ExportException refused(String file) {
    return refused(refusedFolder().resolve(file));
  }

  private ExportException refused(Path file) {
    ExportException error =
        catchThrowableOfType(
            ExportException.class,
            () -> kerasport.exporter().export(kerasport.reader().read(file), target));
    assertThat(error).as("export of %s", file).isNotNull();
    assertThat(target).doesNotExist();
    return error;
  }

  private static Path refusedFolder() {
    return Fixture.root().resolve("refused");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    throw new AssertionError("the weight is not in the file as it is");
  }

  private static void isAbsent(Path directory) {
    assertThat(directory).doesNotExist();
  }

  private static void isEmpty(Path directory) {
    assertThat(directory).isEmptyDirectory();
  }
}
