package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  private static final String STDOUT = "kerasport.terminal.stdout";
  private static final String STDERR = "kerasport.terminal.stderr";

  @BeforeEach
  void inATerminal() {
    System.setProperty(STDOUT, "true");
    System.setProperty(STDERR, "true");
  }

  @AfterEach
  void forget() {
    System.clearProperty(STDOUT);
    System.clearProperty(STDERR);
  }

  @Test
  void hasColoursAndProgress() {
    assertThat(Terminal.detect(Map.of())).isEqualTo(new Terminal(true, true));
  }

  @Test
  void showsProgressWhenOnlyTheResultGoesIntoAPipe() {
    System.setProperty(STDOUT, "false");
    assertThat(Terminal.detect(Map.of())).isEqualTo(new Terminal(true, false));
  }

  @Test
  void showsNoProgressInALogFile() {
    System.setProperty(STDERR, "false");
    assertThat(Terminal.detect(Map.of())).isEqualTo(new Terminal(false, true));
  }

  @Test
  void hasNoColoursIfTheUserWantsNone() {
    assertThat(Terminal.detect(Map.of("NO_COLOR", "1"))).isEqualTo(new Terminal(true, false));
  }

  @Test
  void sendsNoControlCharactersToADumbTerminal() {
    assertThat(Terminal.detect(Map.of("TERM", "dumb"))).isEqualTo(Terminal.NONE);
  }
}
