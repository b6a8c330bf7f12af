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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/djl.md shows and says. */
final class DocumentedExampleTest {
  private static final Path PAGE = Path.of("..", "docs", "djl.md");
  private static final Path SOURCE =
      Path.of("src", "test", "java", "io", "kerasport", "djl", "DocumentedExampleTest.java");

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
    // example
    Block block = new Mlp(12, 4, new int[] {8, 6});
    try (DataInputStream saved = new DataInputStream(Files.newInputStream(parameters))) {
      block.loadParameters(PassthroughNDManager.INSTANCE, saved);
    }
    Model model = DjlModels.from(block, new Shape(1, 12));
    Path exported = Kerasport.exporter().export(model, directory).path();
    // end
    return exported;
  }

  @Test
  void thePageHasTheExampleThatIsCompiled() throws IOException {
    String compiled = between(Files.readString(SOURCE), "    // example\n", "    // end\n");

    assertThat(Files.readString(PAGE)).contains("```java\n" + compiled.indent(-4) + "```");
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
