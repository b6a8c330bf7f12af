package io.kerasport.integration.extending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java on the page {@code docs/extending.md} is what tests compile and run. */
final class ExtendingPageTest {
  private static final Path PAGE = Path.of("../docs/extending.md");
  private static final Path SOURCES = Path.of("src/test/java/io/kerasport/integration");
  private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleIsPartOfATest() throws IOException {
    String compiled;
    try (Stream<Path> files =
        Stream.of("extending", "objective").flatMap(folder -> list(SOURCES.resolve(folder)))) {
      compiled = bare(String.join("\n", files.map(ExtendingPageTest::read).toList()));
    }
    List<String> examples =
        EXAMPLE
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();

    assertThat(examples).hasSizeGreaterThan(10);
    assertThat(examples).allSatisfy(example -> assertThat(compiled).contains(bare(example)));
  }

  private static Stream<Path> list(Path folder) {
    try {
      return Files.list(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without what depends on where the code stands. */
  private static String bare(String code) {
    return code.replaceAll("\\bstatic |\\s", "");
  }
}
