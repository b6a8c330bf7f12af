package io.kerasport.core.load;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kerasport.export.ModelFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes {@code keras_metadata.pb} has, they describe a root object or are refused. */
class KerasMetadataFuzzTest {
  @TempDir private static Path directory;

  /** A node of number 0 with metadata, behind one of number 1, each as Keras writes it. */
  static Stream<byte[]> files() {
    String node = "\n\u0009\u0010\u0001*\u0005{\"a\"}";
    String root = "\n\u000b\"\u0002me*\u0005{\"b\"}";
    return Stream.of(root, node + root).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @MethodSource("files")
  @FuzzTest(maxDuration = "2m")
  void metadata(byte[] bytes) throws IOException {
    Path file = Files.write(directory.resolve(KerasMetadata.FILE), bytes);
    try {
      KerasMetadata.ofRoot(file);
    } catch (ModelFormatException e) {
      if (e.getMessage() == null) {
        throw new AssertionError("an error without a message", e);
      }
    }
  }
}
