package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about layers says what the tests' models say. */
final class LayersPageTest {
  private static final Path PAGE = Path.of("..", "docs", "layers.md");

  @TempDir Path directory;

  @Test
  void theCommittedPageIsWhatTheModelsOfTheTestsSay() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("docs/layers.md; the main method of LayersPage writes it anew")
        .isEqualToNormalizingNewlines(LayersPage.text(directory));
  }
}
