package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: its environment, its properties, its exit code. */
final class ProcessTest {
  @TempDir Path directory;

  private Command.Result java(
      Map<String, String> environment, List<String> options, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.directory(directory.toFile());
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    return new Command.Result(
        exitCode,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private void namesBackend(String name, Command.Result result) {
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("[CONFIGURATION] There is no backend called `" + name + "`");
  }

  @Test
  void prefersOptionToPropertyToEnvironmentToFile() throws Exception {
    Files.writeString(directory.resolve("kerasport.conf"), "kerasport.backend = by-file");
    Map<String, String> environment = Map.of("KERASPORT_BACKEND", "by-environment");
    List<String> property = List.of("-Dkerasport.backend=by-property");
    Object[] export = {"export", Command.model("chain.keras"), "-o", directory.resolve("out")};
    Object[] optioned = {
      "export", Command.model("chain.keras"), "-o", directory, "--backend", "by-option"
    };

    namesBackend("by-file", java(Map.of(), List.of(), export));
    namesBackend("by-environment", java(environment, List.of(), export));
    namesBackend("by-property", java(environment, property, export));
    namesBackend("by-option", java(environment, property, optioned));
  }

  @Test
  void exportsAndEndsWithZero() throws Exception {
    Command.Result result =
        java(
            Map.of(),
            List.of(),
            "export",
            Command.model("chain.keras"),
            "-o",
            directory.resolve("modèle"),
            "--exact-path",
            "--quiet");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out().strip()).endsWith("le").startsWith(directory.toString());
  }

  @Test
  void needsNoNativeLibraryForThePureJavaBackend() throws Exception {
    Command.Result result =
        java(
            Map.of(),
            List.of("-Xlog:library*=info:file=" + directory.resolve("libraries.log")),
            "export",
            Command.model("chain.keras"),
            "-o",
            directory.resolve("out"),
            "--quiet");
    assertThat(result.exitCode()).isZero();
    assertThat(Files.readString(directory.resolve("libraries.log")))
        .doesNotContain("tensorflow", "jnitensorflow");
  }

  @Test
  void endsWithTwoOnWrongUsage() throws Exception {
    Command.Result result = java(Map.of(), List.of(), "export");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Missing required");
  }

  @Test
  void tellsWhatToDoWhenMemoryIsShort() throws Exception {
    Path big = directory.resolve("saved_model.pbtxt");
    Files.writeString(big, "#".repeat(64 << 20));
    Command.Result result = java(Map.of(), List.of("-Xmx48m"), "inspect", directory);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("Out of memory.").contains("KERASPORT_JAVA_OPTS");
  }
}
