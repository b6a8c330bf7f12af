package io.kerasport.core.inspect;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where things are in a SavedModel directory. */
final class SavedModelLayout {
  private static final List<String> DATA_DIRECTORIES = List.of("assets", "assets.extra");
  private static final int MAX_DEPTH = 32;

  private SavedModelLayout() {}

  /** The prefix of the checkpoint, if there is one: loaders look for its index. */
  static Optional<Path> checkpoint(Path directory) {
    Path prefix = directory.resolve("variables").resolve("variables");
    return Files.isRegularFile(prefix.resolveSibling("variables.index"))
        ? Optional.of(prefix)
        : Optional.empty();
  }

  /** The regular files under {@code assets} and {@code assets.extra}, sorted by name. */
  static List<Path> dataFiles(Path directory) {
    List<Path> files = new ArrayList<>();
    for (String name : DATA_DIRECTORIES) {
      Path data = directory.resolve(name);
      if (Files.isDirectory(data)) {
        try (Stream<Path> found = Files.walk(data, MAX_DEPTH)) {
          found.filter(Files::isRegularFile).sorted().forEach(files::add);
        } catch (IOException e) {
          throw unreadable(data, e);
        } catch (UncheckedIOException e) {
          throw unreadable(data, new IOException(e));
        }
      }
    }
    return files;
  }

  /** A file's path inside the directory, with slashes on every system. */
  static String name(Path directory, Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  static ExportException unreadable(Path path, IOException cause) {
    return new ExportException(
        ErrorId.SAVED_MODEL_FORMAT,
        "`" + path + "` cannot be read: " + cause,
        List.of(),
        "",
        cause);
  }
}
