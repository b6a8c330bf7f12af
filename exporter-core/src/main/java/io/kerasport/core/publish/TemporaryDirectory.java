package io.kerasport.core.publish;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private directory that goes with everything in it when it is closed.
 *
 * @param path the directory
 */
public record TemporaryDirectory(Path path) implements AutoCloseable {

  /**
   * Makes one.
   *
   * @throws ExportException if there is no place for it
   */
  public static TemporaryDirectory create() {
    try {
      return new TemporaryDirectory(Files.createTempDirectory("kerasport"));
    } catch (IOException e) {
      throw failure("Cannot make a temporary directory", e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> paths = Files.walk(path)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw failure("Cannot delete the temporary directory " + path, e);
    }
  }

  private static ExportException failure(String what, IOException e) {
    return new ExportException(
        ErrorId.TARGET,
        what + ": " + e,
        List.of(),
        "The system property java.io.tmpdir names the directory that must have space.",
        e);
  }
}
