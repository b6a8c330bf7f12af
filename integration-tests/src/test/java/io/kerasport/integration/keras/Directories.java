package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Compares directories of files, byte by byte. */
public final class Directories {
  private Directories() {}

  public static void assertEqual(Path actual, Path expected) throws IOException {
    assertThat(files(actual)).isEqualTo(files(expected));
    for (Path file : files(expected)) {
      assertSameBytes(actual.resolve(file), expected.resolve(file));
    }
  }

  /** Compares all files but one, which only has to exist in both. */
  static void assertEqualButFor(Path exception, Path actual, Path expected) throws IOException {
    assertThat(files(actual)).isEqualTo(files(expected)).contains(exception);
    for (Path file : files(expected)) {
      if (!file.equals(exception)) {
        assertSameBytes(actual.resolve(file), expected.resolve(file));
      }
    }
  }

  private static void assertSameBytes(Path actual, Path expected) throws IOException {
    assertThat(Files.mismatch(actual, expected))
        .as("first byte of %s that is not that of %s", actual, expected)
        .isEqualTo(-1);
  }

  /** Every file below a directory, relative to it, sorted. */
  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(directory::relativize).sorted().toList();
    }
  }
}
