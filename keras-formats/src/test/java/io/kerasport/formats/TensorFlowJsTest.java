package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers models of TensorFlow.js: {@code model.json} with the weights in files beside it. */
class TensorFlowJsTest {
  private static final String TOPOLOGY =
      """
      {"keras_version": "tfjs-layers 4.22.0", "model_config": {"class_name": "Sequential",
       "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d",
       "batch_input_shape": [null, 2], "units": 2}}]}}}""";
  private static final String KERNEL = "{\"name\": \"d/kernel\", \"shape\": [2, 2], ";
  private static final String FLOATS = KERNEL + "\"dtype\": \"float32\"}";

  private final Path directory;

  TensorFlowJsTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Model read(String paths, String weights) throws IOException {
    return read("layers-model", paths, weights);
  }

  private Model read(String format, String paths, String weights) throws IOException {
    String json =
        "{\"format\": \"%s\", \"modelTopology\": %s, \"weightsManifest\": [{\"paths\": [%s], \"weights\": [%s]}]}"
            .formatted(format, TOPOLOGY, paths, weights);
    return Fixture.reader().read(Files.writeString(directory.resolve("model.json"), json));
  }

  private void floats(String name, float... values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    Files.write(directory.resolve(name), bytes.array());
  }

  private static float[] values(Model model) {
    Weight weight = model.layer("d").weights().orElseThrow().get(0);
    ByteBuffer bytes = ByteBuffer.wrap(Fixture.data(weight)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(values);
    return values;
  }

  @Test
  void aWeightMayBeginInOneFileAndEndInAnother() throws IOException {
    floats("a", 1);
    floats("b", 2, 3);
    Files.createFile(directory.resolve("empty"));
    floats("c", 4);

    Model model = read("\"a\", \"b\", \"empty\", \"c\"", FLOATS);

    assertThat(values(model)).containsExactly(1, 2, 3, 4);
    assertThat(model.generation()).isEqualTo(KerasGeneration.KERAS_2);
  }

  @Test
  void bytesAreScaledInDoublePrecision() throws IOException {
    Files.write(directory.resolve("a"), new byte[] {0, 1, (byte) 128, (byte) 255});

    Model model =
        read(
            "\"a\"",
            KERNEL
                + "\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"uint8\", \"scale\": 0.1,"
                + " \"min\": -3.3}}");

    assertThat(values(model))
        .containsExactly((float) -3.3, (float) (0.1 - 3.3), (float) (12.8 - 3.3), (float) 22.2);
  }

  @Test
  void pairsOfBytesAreScaled() throws IOException {
    byte[] stored = {0, 0, 1, 0, 0, 1, (byte) 255, (byte) 255};
    Files.write(directory.resolve("a"), stored);

    Model model =
        read(
            "\"a\"",
            KERNEL
                + "\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"uint16\", \"scale\": 0.5,"
                + " \"min\": 1}}");

    assertThat(values(model)).containsExactly(1, 1.5f, 129, 32768.5f);
  }

  @Test
  void halvesAreWidened() throws IOException {
    ByteBuffer halves = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    halves.putShort((short) 0x3c00).putShort((short) 0x8001);
    halves.putShort((short) 0xfc00).putShort((short) 0x7bff);
    Files.write(directory.resolve("a"), halves.array());

    Model model =
        read(
            "\"a\"",
            KERNEL + "\"dtype\": \"float32\", \"quantization\": {\"dtype\": \"float16\"}}");

    assertThat(values(model)).containsExactly(1, -0x1p-24f, Float.NEGATIVE_INFINITY, 65504);
  }

  private void isRefused(String paths, String weights, String message) {
    assertThatThrownBy(() -> read(paths, weights))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("model.json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../a", "/etc/passwd", "sub/a", "C:a", "..", "", "sub\\\\a", "http://host/a"})
  void refusesFilesThatAreNotBesideTheModel(String path) {
    isRefused("\"" + path + "\"", FLOATS, "is not one beside the file that names it");
  }

  @Test
  void refusesAFileThatIsMissing() {
    isRefused("\"a\"", FLOATS, "There is no file `a` beside the one that names it");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 5})
  void refusesFilesOfAnotherSize(int count) throws IOException {
    floats("a", new float[count]);

    isRefused("\"a\"", FLOATS, "bytes");
  }

  @Test
  void refusesAWeightThatIsListedTwice() throws IOException {
    floats("a", new float[8]);

    isRefused("\"a\"", FLOATS + ", " + FLOATS, "lists the weight `d/kernel` twice");
  }

  @Test
  void refusesAWeightOfNoLayer() throws IOException {
    floats("a", 1, 2, 3, 4);

    assertThatThrownBy(() -> read("\"a\"", FLOATS.replace("d/kernel", "e/kernel")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("The weight `e/kernel` belongs to no layer of the model `s`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"shape\": [2, -2], \"dtype\": \"float32\"; shape",
        "\"shape\": [4294967296, 4294967296], \"dtype\": \"float32\"; the files have 16 bytes",
        "\"shape\": [1.5], \"dtype\": \"float32\"; shape",
        "\"dtype\": \"float32\"; shape",
        "\"shape\": [4], \"dtype\": \"string\"; has the type `string`",
        "\"shape\": [4]; dtype",
        "\"shape\": [4], \"dtype\": \"float32\", \"quantization\": {\"dtype\": \"int4\"}; int4",
        "\"shape\": [8], \"dtype\": \"float32\", \"quantization\": {\"dtype\": \"uint16\"}; scale",
        "\"shape\": [8], \"dtype\": \"int32\", \"quantization\": {\"dtype\": \"float16\"}; float16"
      })
  void refusesAnEntryThatMakesNoSense(String entry, String message) throws IOException {
    floats("a", 1, 2, 3, 4);

    isRefused("\"a\"", "{\"name\": \"d/kernel\", " + entry + "}", message);
  }

  @Test
  void refusesAGraphModel() {
    assertThatThrownBy(() -> read("graph-model", "", ""))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("is a `graph-model`, which has no layers");
  }
}
