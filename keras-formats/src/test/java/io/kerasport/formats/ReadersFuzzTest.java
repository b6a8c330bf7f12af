package io.kerasport.formats;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kerasport.export.ExportException;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a reader gets, it gives a model or one error of its own.
 *
 * <p>A build runs the files that Keras wrote and what fuzzing found before, which is beside the
 * resources under this class's name. {@code -Pfuzz} goes on from there.
 */
class ReadersFuzzTest {
  private static final String LONGEST = "2m";

  private static byte[] bytes(String fixture) {
    return Fixture.bytes(fixture);
  }

  static Stream<byte[]> archives() {
    return Stream.of("sequential.k3.keras", "nested.k2.keras", "tied.k3.keras")
        .map(ReadersFuzzTest::bytes);
  }

  @MethodSource("archives")
  @FuzzTest(maxDuration = LONGEST)
  void archive(byte[] bytes) throws IOException {
    withFile("model.keras", bytes, file -> read(() -> Fixture.reader().read(file)));
  }

  static Stream<byte[]> wholeModels() {
    return Stream.of("sequential.k2.h5", "nested.k3.h5", "precisions.k3.h5", "nested_split.k2.h5")
        .map(ReadersFuzzTest::bytes);
  }

  @MethodSource("wholeModels")
  @FuzzTest(maxDuration = LONGEST)
  void wholeModel(byte[] bytes) throws IOException {
    withFile("model.h5", bytes, file -> read(() -> Fixture.reader().read(file)));
  }

  static Stream<byte[]> weights() {
    return Stream.of("nested.k3.weights.h5", "nested.k2.weights.h5", "nested.k2.by_name.h5")
        .map(name -> bytes("split/" + name));
  }

  @MethodSource("weights")
  @FuzzTest(maxDuration = LONGEST)
  void weightsOnly(byte[] bytes) throws IOException {
    Path architecture = Fixture.path("split/nested.k3.architecture.json");
    withFile("w.weights.h5", bytes, file -> read(() -> Fixture.reader().read(architecture, file)));
  }

  static Stream<byte[]> datasets() {
    return Stream.of("hdf5/earliest.h5", "hdf5/latest.h5", "hdf5/links_latest.h5")
        .map(ReadersFuzzTest::bytes);
  }

  @MethodSource("datasets")
  @FuzzTest(maxDuration = LONGEST)
  void hdf5(byte[] bytes) throws IOException {
    withFile("data.h5", bytes, DatasetWalk::over);
  }

  static Stream<byte[]> architectures() {
    return Stream.of("functional.k2", "functional.k3", "nested.k2", "nested.k3", "sequences.k3")
        .map(name -> bytes("split/" + name + ".architecture.json"));
  }

  @MethodSource("architectures")
  @FuzzTest(maxDuration = LONGEST)
  void architecture(byte[] bytes) throws IOException {
    Path weights = Fixture.path("split/sequential.k3.weights.h5");
    withFile("model.json", bytes, file -> read(() -> Fixture.reader().read(file, weights)));
  }

  static Stream<byte[]> manifests() {
    return Stream.of(
            """
            {"format": "layers-model", "modelTopology": {"keras_version": "tfjs-layers 4.22.0",
             "model_config": {"class_name": "Sequential", "config": {"name": "s", "layers": [
              {"class_name": "Dense", "config": {"name": "d", "batch_input_shape": [null, 2],
               "units": 2}}]}}},
             "weightsManifest": [{"paths": ["model.json"], "weights": [{"name": "d/kernel",
              "shape": [2, 2], "dtype": "float32", "quantization": {"dtype": "uint8",
               "scale": 0.5, "min": -1.5}}]}]}
            """,
            "{\"metadata\": {\"total_size\": 1.0}, \"weight_map\": {\"/vars\": [\"model.json\"]}}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("manifests")
  @FuzzTest(maxDuration = LONGEST)
  void manifest(byte[] bytes) throws IOException {
    Path architecture = Fixture.path("split/functional.k3.architecture.json");
    withFile(
        "model.json",
        bytes,
        file -> {
          read(() -> Fixture.reader().read(file));
          read(() -> Fixture.reader().read(architecture, file));
        });
  }

  private static void withFile(String name, byte[] bytes, Use use) throws IOException {
    Path directory = Files.createTempDirectory("fuzz");
    Path file = directory.resolve(name);
    try {
      use.of(Files.write(file, bytes));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static void read(Supplier<Model> reader) {
    try {
      Model model = reader.get();
      Fixture.modelJson().write(model);
      for (Layer layer : Fixture.layers(model).values()) {
        layer.weights().ifPresent(weights -> weights.forEach(ReadersFuzzTest::stream));
      }
    } catch (ExportException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an error without a message", e);
      }
    }
  }

  /** Streams a weight, up to what no fuzzer waits for. */
  static void stream(Weight weight) {
    try {
      weight.data().writeTo(new Sink());
      weight.data().verify();
    } catch (IOException e) {
      if (e.getMessage() == null) {
        throw new UncheckedIOException("an error without a message", e);
      }
    }
  }

  @FunctionalInterface
  private interface Use {
    void of(Path file) throws IOException;
  }

  private static final class Sink implements WritableByteChannel {
    private long left = 4 << 20;

    @Override
    public int write(ByteBuffer source) throws IOException {
      int count = source.remaining();
      left -= count;
      if (left < 0) {
        throw new IOException("enough");
      }
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
