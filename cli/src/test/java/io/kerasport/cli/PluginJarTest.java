package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that is put behind the command on the class path serves the layers of its module. */
final class PluginJarTest {
  private static final Path MODEL =
      Path.of("..", "integration-tests/src/test/resources/fixtures/extension/scale.keras");

  @TempDir Path directory;

  @Test
  void aModelWithItsLayerIsExported() throws Exception {
    Path jar = PluginJar.build(directory, "com.acme.AcmeLayers");

    for (String backend : List.of("pure-java", "tensorflow")) {
      Command.Result result = export(List.of(jar), "--backend", backend);
      assertThat(result.exitCode()).as(result.err()).isZero();
      Command.Result inspected = Command.run("inspect", result.out().strip());
      assertThat(inspected.out()).contains("scale/factor");
    }
  }

  @Test
  void withoutItTheLayerIsRefusedByName() throws Exception {
    Command.Result result = export(List.of());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("[UNSUPPORTED_MODEL]")
        .contains("`Scale`", "docs/extending.md");
    assertThat(directory.resolve("models")).doesNotExist();
  }

  @Test
  void aJarThatIsGivenTwiceCountsOnce() throws Exception {
    Path jar = PluginJar.build(directory, "com.acme.AcmeLayers");
    Path copy = Files.copy(jar, directory.resolve("copy.jar"));

    assertThat(export(List.of(jar, copy)).exitCode()).isZero();
  }

  @Test
  void aClassOfANewerJavaIsReported() throws Exception {
    Path jar = PluginJar.build(directory, "com.acme.AcmeLayers", 99);
    Command.Result result = export(List.of(jar));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("[CONFIGURATION]")
        .contains("com/acme/AcmeLayers", "compiled for another Java");
  }

  @Test
  void aServiceFileThatNamesNothingIsReported() throws Exception {
    Path jar = PluginJar.build(directory, "com.acme.Gone");
    Command.Result result = export(List.of(jar));
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("[CONFIGURATION]").contains("com.acme.Gone");
  }

  private Command.Result export(List<Path> plugins, String... options) throws Exception {
    List<String> path = new ArrayList<>(List.of(System.getProperty("java.class.path")));
    plugins.forEach(jar -> path.add(jar.toString()));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, path),
                Main.class.getName(),
                "export",
                MODEL.toString(),
                "--output",
                directory.resolve("models").toString(),
                "--quiet"));
    command.addAll(List.of(options));
    Path err = directory.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "3");
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Command.Result(
        process.waitFor(), out, Files.readString(err, StandardCharsets.UTF_8));
  }
}
