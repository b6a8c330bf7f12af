package io.kerasport.integration.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When native code is loaded, with both backends on the class path. */
final class NativeCodeTest {
  /** Whoever loads a native library through JavaCPP loads this class first. */
  private static final String LOADER = "org.bytedeco.javacpp.Loader ";

  @TempDir Path directory;

  @Test
  void isNotLoadedByDefault() throws Exception {
    String output = export(List.of());

    assertThat(output).contains("by pure-java").doesNotContain(LOADER);
  }

  @Test
  void isLoadedForTensorFlow() throws Exception {
    String output = export(List.of("-Dkerasport.backend=tensorflow"));

    assertThat(output).contains("by tensorflow", LOADER);
  }

  /** What a virtual machine prints that exports a model and tells every class it loads. */
  private String export(List<String> options) throws IOException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xlog:class+load"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ExportsModel.class.getName());
    command.add(
        Path.of(
                Objects.requireNonNull(
                        NativeCodeTest.class.getResource("/fixtures/keras/conv2d.keras"))
                    .toURI())
            .toString());
    command.add(directory.resolve("exported").toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("KERASPORT_BACKEND");
    Process process = builder.directory(directory.toFile()).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
