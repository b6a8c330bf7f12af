package io.kerasport.integration.keras;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs the scripts of the profile {@code keras-live} with the Python that it names. */
public final class LivePython {
  private final Path folder;

  /**
   * A Python that logs into a folder.
   *
   * @param folder where the logs go
   */
  public LivePython(Path folder) {
    this.folder = folder;
  }

  /** Runs a script; fails with its output if it does not succeed. */
  public void run(String script, String... arguments) throws Exception {
    String python =
        Objects.requireNonNull(
            System.getProperty("kerasport.python"),
            "the profile keras-live needs -Dkerasport.python=…");
    Path path = Path.of("src/test/python/live").toAbsolutePath().resolve(script);
    List<String> command = new ArrayList<>(List.of(python, path.toString()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve(script + ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> readLog(output)).isZero();
  }

  private static String readLog(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
