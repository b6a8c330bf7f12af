package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.cli.Command.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportCommandTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"chain.keras", "chain.h5", "branches.keras", "branches.h5"})
  void printsThePathOfTheSavedModelAlone(String model) {
    Result result = Command.run("export", Command.model(model), "--output", directory, "--quiet");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).matches(".*[/\\\\]\\d+\\R");
    assertThat(Path.of(result.out().strip()))
        .hasParent(directory.toAbsolutePath())
        .isDirectoryContaining("glob:**saved_model.pb");
  }

  @Test
  void writesToTheExactPath() {
    Path target = directory.resolve("here");
    Result result =
        Command.run("export", Command.model("chain.keras"), "-o", target, "--exact-path", "-q");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEqualToNormalizingNewlines(target + "\n");
    assertThat(target.resolve("variables/variables.index")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "/GPU", "/GPU:x", "", "GPU:0", "/job:a b"})
  void refusesADeviceThatTensorFlowCannotParse(String device) {
    Result result =
        Command.run("export", Command.model("chain.keras"), "-o", directory, "--device", device);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("[CONFIGURATION]").contains("`" + device + "`");
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/GPU:0", "/cpu:*", "/job:worker-1/task:1/device:TPU:0"})
  void takesADeviceThatTensorFlowCanParse(String device) {
    Result result =
        Command.run("export", Command.model("chain.keras"), "-o", directory, "--device", device);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void exportsByTheSignatureAskedFor() {
    Path target = directory.resolve("here");
    Result result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "-o",
            target,
            "--exact-path",
            "--as-text",
            "--serving-only",
            "--input-signature",
            "x=float32:3,?",
            "--rename-input",
            "x=features");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("[SIGNATURE]").contains("found float32(3, ?)");

    result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "-o",
            target,
            "--exact-path",
            "--as-text",
            "--serving-only",
            "--rename-input",
            "x=features");
    assertThat(result.exitCode()).isZero();
    assertThat(target.resolve("saved_model.pbtxt"))
        .content()
        .contains("key: \"features\"", "object_graph_def");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image=float33:1,2", "image=1,x", "image=float32:1,,2"})
  void refusesASpecThatIsNone(String spec) {
    Result result =
        Command.run(
            "export", Command.model("chain.keras"), "-o", directory, "--input-signature", spec);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("`" + spec + "` is not a spec");
  }

  @Test
  void refusesASpecForAnInputThatTheModelDoesNotHave() {
    Result result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "-o",
            directory.resolve("here"),
            "--input-signature",
            "rows=?,4");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("[SIGNATURE]")
        .contains("there is no such input", "at input rows", "The model takes x.");
    assertThat(directory.resolve("here")).doesNotExist();
  }

  @Test
  void saysOnStandardErrorWhichModesThereAreNot() {
    Result result = Command.run("export", Command.model("chain.keras"), "-o", directory);
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualToNormalizingNewlines("Without train and eval: the model is not compiled\n");
  }

  @Test
  void tellsAllInJson() {
    Path target = directory.resolve("here");
    Result result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "-o",
            target,
            "--exact-path",
            "-q",
            "--format",
            "json");
    assertThat(result.out())
        .isEqualToNormalizingNewlines(
            """
            {
              "path" : "%s",
              "backend" : "pure-java",
              "modes" : [ "serve" ],
              "skipped" : {
                "train" : "the model is not compiled",
                "eval" : "the model is not compiled"
              },
              "warnings" : [ ]
            }
            """
                .formatted(target.toString().replace("\\", "\\\\")));
  }

  @Test
  void lettersOfTheFormatMayBeOfAnyCase() {
    Result result =
        Command.run("export", Command.model("chain.keras"), "-o", directory, "--format", "JSON");
    assertThat(result.out()).startsWith("{");
  }

  @Test
  void pinsTheModelToADevice() {
    Path target = directory.resolve("here");
    Command.run(
        "export", Command.model("chain.keras"), "-o", target, "--exact-path", "--device", "/GPU:0");
    assertThat(Command.run("inspect", target).out()).containsPattern("Devices +/GPU:0 \\d+");
  }

  @Test
  void namesTheLstmsThatStayLoopsThoughKernelsWereAskedFor() {
    Path target = directory.resolve("here");
    Result result =
        Command.run(
            "export",
            Command.model("sequence.keras"),
            "-o",
            target,
            "--exact-path",
            "--fused-lstm");
    assertThat(result.err().lines())
        .containsOnlyOnce("Warning: layer upper stays a loop: its activation is not tanh");
    assertThat(Command.run("inspect", target).out()).contains("BlockLSTMV2");
  }

  @Test
  void refusesATargetThatIsInUseAndLeavesItAlone() throws IOException {
    Path note = Files.writeString(directory.resolve("note.txt"), "mine");
    Result result =
        Command.run("export", Command.model("chain.keras"), "-o", directory, "--exact-path");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("[TARGET]").contains(directory.toString());
    assertThat(files()).containsExactly(note);
  }

  @Test
  void writesNothingWhenTheModelIsRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("model.keras"), "no archive");
    Result result = Command.run("export", text, "-o", directory);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("[MODEL_FORMAT]");
    assertThat(files()).containsExactly(text);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void takesTheWeightsFromAnotherFile() {
    Path whole = directory.resolve("whole");
    Path split = directory.resolve("split");
    Path model = Command.model("chain.keras");
    Command.run("export", model, "-o", whole, "--exact-path");
    Result result =
        Command.run(
            "export",
            model,
            "--weights",
            Command.model("chain.h5"),
            "-o",
            split,
            "--exact-path",
            "--quiet");
    assertThat(result.err()).isEmpty();
    assertThat(split.resolve("variables/variables.data-00000-of-00001"))
        .hasSameBinaryContentAs(whole.resolve("variables/variables.data-00000-of-00001"));
  }

  @Test
  void refusesTheWeightsOfAnotherModel() {
    Result result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "--weights",
            Command.model("branches.h5"),
            "-o",
            directory);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("[WEIGHT_MISMATCH]").contains("branches.h5");
  }

  @Test
  void namesTheBackendsThereAre() {
    Result result =
        Command.run("export", Command.model("chain.keras"), "-o", directory, "--backend", "abacus");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("[CONFIGURATION] There is no backend called `abacus`")
        .contains("pure-java", "tensorflow");
  }

  @Test
  void prefersTheOptionToTheConfigurationFile() throws IOException {
    Path config = Files.writeString(directory.resolve("k.conf"), "kerasport.backend = abacus");
    Result result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "-o",
            directory,
            "--config",
            config,
            "--backend",
            "pure-java");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void showsProgressInATerminalAndTakesItAwayInTheEnd() {
    Result result =
        Command.in(new Terminal(true, false))
            .execute("export", Command.model("branches.keras"), "-o", directory, "-q");
    assertThat(result.err()).isEmpty();
  }
}
