package io.kerasport.core.inspect;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kerasport.export.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a SavedModel's proto holds, it is told of, or refused with an error of the reader's own.
 *
 * <p>A build runs the files that TensorFlow wrote and what fuzzing found before, which is beside
 * the resources under this class's name. {@code -Pfuzz} goes on from there.
 */
class SavedModelFuzzTest {
  private static final String LONGEST = "2m";

  @TempDir private static Path directory;

  private final SavedModelInspector inspector =
      new SavedModelInspector(new MemoryCheckpoints(), new SavedModelInspectorTest.OneModel());

  static Stream<byte[]> binaries() throws IOException {
    return Stream.of(bytes("session", "saved_model.pb"));
  }

  @MethodSource("binaries")
  @FuzzTest(maxDuration = LONGEST)
  void binary(byte[] bytes) throws IOException {
    inspect("binary", "saved_model.pb", bytes);
  }

  static Stream<byte[]> texts() throws IOException {
    return Stream.of(bytes("session_text", "saved_model.pbtxt"));
  }

  @MethodSource("texts")
  @FuzzTest(maxDuration = LONGEST)
  void text(byte[] bytes) throws IOException {
    inspect("text", "saved_model.pbtxt", bytes);
  }

  private static byte[] bytes(String name, String file) throws IOException {
    return Files.readAllBytes(SavedModels.written(name).resolve(file));
  }

  private void inspect(String form, String file, byte[] bytes) throws IOException {
    Path savedModel = Files.createDirectories(directory.resolve(form));
    Files.write(savedModel.resolve(file), bytes);
    try {
      inspector.inspect(savedModel);
    } catch (ExportException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an error without a message", e);
      }
    }
  }
}
