package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.cli.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UsageTest {
  @TempDir Path directory;

  @Test
  void printsTheVersionOfTheBuild() {
    Result result = Command.run("--version");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("kerasport \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void listsTheCommands() {
    Result result = Command.run("--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("export", "inspect", "diff", "summary");
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"export", "inspect", "diff", "summary"})
  void explainsEveryCommand(String command) {
    Result result = Command.run(command, "--help");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: kerasport " + command);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void printsAScriptForShellCompletion() {
    Result result = Command.run("generate-completion");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("complete -F _complete_kerasport");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void refusesToRunWithoutACommand() {
    Result result = Command.run();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Missing required subcommand").contains("export");
  }

  @Test
  void suggestsTheNearestCommand() {
    Result result = Command.run("exprot");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("exprot").contains("export");
  }

  @Test
  void suggestsTheNearestOption() {
    Result result = Command.run("inspect", "somewhere", "--formt", "json");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--formt").contains("--format");
  }

  @Test
  void namesAMissingOption() {
    Result result = Command.run("export", "model.keras");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualToNormalizingNewlines(
            """
            Missing required option: '--output=DIR'
            Try 'kerasport export --help'.
            """);
  }

  @Test
  void refusesAFormatItDoesNotKnow() {
    Result result = Command.run("inspect", "somewhere", "--format", "xml");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("xml").contains("JSON");
  }

  @Test
  void showsNoTraceForWhatTheUserCanMend() {
    Result result = Command.run("summary", directory.resolve("absent.keras"));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("[MODEL_FORMAT]").doesNotContain("\tat ");
  }

  @Test
  void refusesAConfigurationFileThatIsAbsent() {
    Path absent = directory.resolve("absent.conf");
    Result result = Command.run("summary", Command.model("chain.keras"), "--config", absent);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("[CONFIGURATION]").contains(absent.toString());
  }

  @Test
  void takesTheBackendFromTheConfigurationFile() throws Exception {
    Path config = Files.writeString(directory.resolve("k.conf"), "kerasport.backend = abacus");
    Result result = Command.run("summary", Command.model("chain.keras"), "--config", config);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("[CONFIGURATION] There is no backend called `abacus`");
  }

  @Test
  void usesColoursOnlyInATerminal() {
    assertThat(Command.run("--help").out()).doesNotContain("\033[");
    assertThat(Command.in(new Terminal(false, true)).execute("--help").out()).contains("\033[");
  }
}
