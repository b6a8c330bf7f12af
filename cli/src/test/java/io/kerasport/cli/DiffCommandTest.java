package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiffCommandTest {
  @TempDir Path directory;

  private Path left;
  private Path right;

  @BeforeEach
  void exportTwice() {
    left = directory.resolve("left");
    right = directory.resolve("right");
    for (Path target : new Path[] {left, right}) {
      Command.run("export", Command.model("chain.keras"), "-o", target, "--exact-path");
    }
  }

  private void appendToTheJson() throws IOException {
    Path json = right.resolve("assets/saved_model.json");
    Files.writeString(json, Files.readString(json) + "\n");
  }

  @Test
  void isSilentAboutEqualModels() {
    Result result = Command.run("diff", left, right, "--quiet");
    assertThat(result).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void saysOnStandardErrorThatThereAreNoDifferences() {
    Result result = Command.run("diff", left, right);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualToNormalizingNewlines("No differences.\n");
  }

  @Test
  void exitsWithOneAndShowsBothSides() throws IOException {
    long size = Files.size(right.resolve("assets/saved_model.json"));
    appendToTheJson();
    Result result = Command.run("diff", left, right);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            file assets/saved_model.json, first at byte %d
              - %d bytes
              + %d bytes
            """
                .formatted(size, size, size + 1));
    assertThat(result.err()).isEqualToNormalizingNewlines("1 difference.\n");
  }

  @Test
  void listsDifferencesInJson() throws IOException {
    long size = Files.size(right.resolve("assets/saved_model.json"));
    appendToTheJson();
    Result result = Command.run("diff", left, right, "--format", "json", "-q");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            {
              "equal" : false,
              "differences" : [ {
                "where" : "file assets/saved_model.json, first at byte %d",
                "left" : "%d bytes",
                "right" : "%d bytes"
              } ]
            }
            """
                .formatted(size, size, size + 1));
    assertThat(result.err()).isEmpty();
  }

  @Test
  void failsOnADirectoryThatIsNoSavedModel() {
    Result result = Command.run("diff", left, directory);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("[SAVED_MODEL_FORMAT]");
  }
}
