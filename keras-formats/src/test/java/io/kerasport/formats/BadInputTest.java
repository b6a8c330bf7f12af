package io.kerasport.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kerasport.export.ExportException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.archive.ZipBytes;
import io.kerasport.model.Layer;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputTest {
  @TempDir private Path directory;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  private static void isRefused(Path file, String message) {
    assertThatThrownBy(() -> Fixture.reader().read(file))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file.toString());
  }

  @Test
  void theContentDecidesWhatAFileIs() throws IOException {
    Path archive = file("model.h5", Fixture.bytes("sequential.k3.keras"));
    Path hdf5 = file("model.keras", Fixture.bytes("sequential.k3.h5"));

    assertThat(Fixture.reader().read(archive).name()).isEqualTo("classifier");
    assertThat(Fixture.reader().read(hdf5).name()).isEqualTo("classifier");
  }

  @Test
  void refusesAFileThatDoesNotExist() {
    isRefused(directory.resolve("model.keras"), "There is no such file");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    isRefused(file("model.keras", new byte[0]), "The file is empty");
  }

  @Test
  void refusesADirectory() {
    isRefused(directory, "This is a directory, not a Keras file");
  }

  @Test
  void refusesASavedModelInPlaceOfAnArchitectureOrWeights() throws IOException {
    file("saved_model.pb", new byte[1]);
    Path whole = Fixture.path("sequential.k3.keras");

    assertThatThrownBy(() -> Fixture.reader().read(directory, whole))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("not a file with an architecture or weights");
    assertThatThrownBy(() -> Fixture.reader().read(whole, directory))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("not a file with an architecture or weights");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "hello", "\u0000\u0000\u0000\u0000", "PK", "\u0089HDF"})
  void refusesAFileOfAnotherKind(String content) throws IOException {
    isRefused(
        file("model.keras", content.getBytes(StandardCharsets.ISO_8859_1)),
        "neither a zip archive, nor an HDF5 file, nor a JSON object");
  }

  @Test
  void refusesJson() throws IOException {
    isRefused(
        file("model.json", " {\"class_name\": \"Sequential\"}".getBytes(StandardCharsets.UTF_8)),
        "This is JSON, which holds no weights");
  }

  @Test
  void refusesAZipArchiveThatIsNoKerasFile() throws IOException {
    ZipBytes zip = new ZipBytes();
    zip.stored("readme.txt", new byte[10]);

    isRefused(file("model.keras", zip.bytes()), "has no entry `config.json`");
  }

  private static byte[] entry(String fixture, String name) throws IOException {
    try (ZipFile zip = new ZipFile(Fixture.path(fixture).toFile())) {
      return zip.getInputStream(zip.getEntry(name)).readAllBytes();
    }
  }

  private static ZipBytes archiveWith(String config, String metadata) throws IOException {
    ZipBytes zip = new ZipBytes();
    zip.stored("metadata.json", metadata.getBytes(StandardCharsets.UTF_8));
    zip.stored("config.json", config.getBytes(StandardCharsets.UTF_8));
    return zip;
  }

  private static final String VERSION_3 = "{\"keras_version\": \"3.15.1\"}";

  private static String config() throws IOException {
    return new String(entry("sequential.k3.keras", "config.json"), StandardCharsets.UTF_8);
  }

  @Test
  void refusesAnArchiveWithoutWeights() throws IOException {
    isRefused(
        file("model.keras", archiveWith(config(), VERSION_3).bytes()),
        "has no entry `model.weights.h5`");
  }

  @Test
  void refusesWeightsInNumPysFormat() throws IOException {
    ZipBytes zip = archiveWith(config(), VERSION_3);
    zip.stored("model.weights.npz", new byte[10]);

    isRefused(file("model.keras", zip.bytes()), "The weights are in NumPy's format");
  }

  @Test
  void readsAnArchiveWhoseEntriesAreCompressed() throws IOException {
    ZipBytes zip = new ZipBytes();
    for (String name : List.of("metadata.json", "config.json", "model.weights.h5")) {
      zip.deflated(name, entry("sequential.k3.keras", name));
    }
    Path file = file("model.keras", zip.bytes());

    List<String> weights =
        Fixture.layers(Fixture.reader().read(file)).values().stream()
            .flatMap(layer -> layer.weights().orElseThrow().stream())
            .map(Fixture::described)
            .toList();
    assertThat(weights)
        .hasSize(8)
        .isEqualTo(
            Fixture.layers(Fixture.read("sequential.k3.keras")).values().stream()
                .flatMap(layer -> layer.weights().orElseThrow().stream())
                .map(Fixture::described)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2.2", "0.3", "4.0.0", "x"})
  void refusesOtherVersionsOfKeras(String version) throws IOException {
    ZipBytes zip = archiveWith(config(), "{\"keras_version\": \"" + version + "\"}");

    isRefused(
        file("model.keras", zip.bytes()),
        "The file was written by Keras " + version + "; versions 2 and 3 are read");
  }

  @Test
  void refusesAFileWithoutVersionAsOneOfKeras1() throws IOException {
    isRefused(
        file("model.keras", archiveWith(config(), "{}").bytes()),
        "states no `keras_version`, as files of Keras 1 do");
  }

  @Test
  void refusesJsonThatIsDamaged() throws IOException {
    isRefused(
        file("model.keras", archiveWith(config().substring(1), VERSION_3).bytes()),
        "The JSON is not an object");
  }

  @Test
  void refusesWeightsThatAreNoHdf5() throws IOException {
    ZipBytes zip = archiveWith(config(), VERSION_3);
    zip.stored("model.weights.h5", new byte[1000]);

    assertThatThrownBy(() -> Fixture.reader().read(file("model.keras", zip.bytes())))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("The HDF5 file cannot be read")
        .hasMessageContaining("model.keras!model.weights.h5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"earliest", "latest"})
  void refusesAnHdf5FileThatIsNoModel(String format) {
    Path file = PackedResource.of(Fixture.class, "hdf5/" + format + ".h5");

    isRefused(file, "has no attribute `model_config`; Keras did not write it as a model");
  }

  @Test
  void refusesAFileWithWeightsOnly() throws IOException {
    isRefused(
        file("weights.h5", entry("sequential.k3.keras", "model.weights.h5")),
        "The file holds weights only, no model");
  }

  @Test
  void refusesATruncatedHdf5FileBeforeLookingAtWeights() throws IOException {
    byte[] bytes = Fixture.bytes("sequential.k2.h5");

    isRefused(
        file("model.h5", Arrays.copyOf(bytes, bytes.length - 1)),
        "the file is truncated: it says it has "
            + bytes.length
            + " bytes, and has "
            + (bytes.length - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nested.k3.h5", "sequences.k2.h5", "nested.k3.keras", "names.k2.keras"})
  void aFileThatEndsAnywhereIsRefused(String fixture) throws IOException {
    byte[] bytes = Fixture.bytes(fixture);
    for (int length = 0; length < bytes.length; length += 1 + bytes.length / 100) {
      Path file = file("model", Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> Fixture.reader().read(file))
          .as("%d bytes", length)
          .isInstanceOf(ModelFormatException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nested.k3.h5",
        "sequences.k2.h5",
        "functional.k3.keras",
        "precisions.k2.keras",
        "operations.k2.h5"
      })
  void aFileWithWrongBytesIsReadOrRefused(String fixture) throws IOException {
    byte[] bytes = Fixture.bytes(fixture);
    Random random = new Random(fixture.hashCode());
    for (int i = 0; i < 150; i++) {
      byte[] damaged = bytes.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Path file = file("model", damaged);
      try {
        for (Layer layer : Fixture.layers(Fixture.reader().read(file)).values()) {
          layer.weights().orElseThrow().forEach(Fixture::data);
        }
      } catch (ExportException e) {
        assertThat(e).hasMessageContaining(file.toString());
      }
    }
  }

  @Test
  void refusesToStreamFromAFileThatWasReplaced() throws IOException {
    Path file = file("model.h5", Fixture.bytes("sequential.k3.h5"));
    Weight weight = Fixture.reader().read(file).layer("hidden").weights().orElseThrow().get(0);

    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    assertThatThrownBy(() -> weight.data().writeTo(Fixture.into(java.nio.ByteBuffer.allocate(96))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the file changed while the model was in use")
        .hasMessageContaining(file.toString());
  }
}
