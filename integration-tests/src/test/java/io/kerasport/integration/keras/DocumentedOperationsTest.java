package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.kerasport.integration.Runtimes;
import io.kerasport.spi.LayerSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/operations.md} says of the operations. */
final class DocumentedOperationsTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");

  /** Keras 2 does not store their arguments; the page says so below its table. */
  private static final Set<String> INCOMPLETE =
      Set.of("tf.einsum", "tf.__operators__.eq", "tf.__operators__.ne");

  @Test
  void theTablesListTheOperationsThatAreBound() throws IOException {
    Set<String> listed = new TreeSet<>(INCOMPLETE);
    String prefix = "";
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        prefix = line.contains("TensorFlow") ? "tf." : "keras.ops.";
      } else if (line.startsWith("| ")) {
        Matcher name = NAME.matcher(line);
        while (name.find()) {
          listed.add(prefix + name.group(1));
        }
      }
    }

    assertThat(listed).isEqualTo(bound());
  }

  private static Set<String> bound() {
    Set<String> names =
        new TreeSet<>(
            Runtimes.injector()
                .getInstance(Key.get(new TypeLiteral<Map<String, LayerSerializer>>() {}))
                .keySet());
    names.removeIf(name -> !name.startsWith("keras.ops.") && !name.startsWith("tf."));
    return names;
  }
}
