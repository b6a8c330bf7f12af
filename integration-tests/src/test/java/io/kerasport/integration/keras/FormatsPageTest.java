package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about formats says what the fixtures say. */
final class FormatsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "formats.md");

  @Test
  void theCommittedPageIsWhatTheFixturesSay() throws IOException {
    assertThat(Files.readString(PAGE))
        .as("docs/formats.md; the main method of FormatsPage writes it anew")
        .isEqualToNormalizingNewlines(FormatsPage.text());
  }
}
