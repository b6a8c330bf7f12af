package io.kerasport.djl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.basicmodelzoo.basic.Mlp;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.util.passthrough.PassthroughNDManager;
import io.kerasport.Kerasport;
import io.kerasport.model.Model;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/djl.md shows and says. */
final class DocumentedExampleTest {
  private static final Path PAGE = Path.of("..", "docs", "djl.md");
  private static final Path SOURCES = Path.of("src", "test", "java", "io", "kerasport", "djl");
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir Path directory;

  @Test
  void theExampleExports() throws Exception {
    Path parameters = directory.resolve("mlp.params");
    try (InputStream fixture =
        new GZIPInputStream(
            Objects.requireNonNull(getClass().getResourceAsStream("/fixtures/MLP.gz")))) {
      Files.copy(fixture, parameters);
    }

    Path exported = example(parameters, directory.resolve("models"));

    assertThat(exported.resolve("saved_model.pb")).exists();
  }

  private static Path example(Path parameters, Path directory) throws Exception {
    Block block = new Mlp(12, 4, new int[] {8, 6});
    try (DataInputStream saved = new DataInputStream(Files.newInputStream(parameters))) {
      block.loadParameters(PassthroughNDManager.INSTANCE, saved);
    }
    Model model = DjlModels.from(block, new Shape(1, 12));
    Path exported = Kerasport.exporter().export(model, directory).path();
    return exported;
  }

  @Test
  void whatThePageShowsIsCompiled() throws IOException {
    StringBuilder sources = new StringBuilder();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(SOURCES, "*.java")) {
      for (Path file : files) {
        sources.append(onOneLine(Files.readString(file)));
      }
    }
    List<String> examples =
        CODE.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();

    assertThat(examples).hasSizeGreaterThan(4);
    assertThat(examples).allSatisfy(code -> assertThat(sources).contains(onOneLine(code)));
  }

  private static String onOneLine(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void thePageListsEveryMethodOfArrays() throws IOException {
    String listed = between(Files.readString(PAGE), "<!-- methods -->\n", "\n<!-- end -->");

    assertThat(listed.split(", ")).containsExactlyElementsOf(ArrayOps.names());
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(from, text.indexOf(end, from));
  }
}
