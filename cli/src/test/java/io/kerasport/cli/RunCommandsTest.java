package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kerasport.Kerasport;
import io.kerasport.cli.Command.Result;
import io.kerasport.graph.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that run a model print; that the numbers are right is tested elsewhere. */
final class RunCommandsTest {
  @TempDir Path directory;
  private Path model = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void exportModel() throws IOException {
    Result result =
        Command.run(
            "export",
            Command.model("chain.keras"),
            "-o",
            directory.resolve("models"),
            "--loss",
            "mse",
            "--optimizer",
            "SGD:learning_rate=0.1",
            "--metrics",
            "mae",
            "-q");
    assertThat(result.exitCode()).isZero();
    model = Path.of(result.out().strip());
    String csv = "x.0,x.1,x.2,x.3,y.0,y.1\n1,2,3,4,0,1\n0,0,0,0,1,0\n4,3,2,1,0,1\n";
    data = Files.writeString(directory.resolve("data.csv"), csv);
  }

  @Test
  void predictsEverySampleAsJson() throws IOException {
    String json = "{\"instances\": [[1, 2, 3, 4], [4, 3, 2, 1], [0, 0, 0, 0]]}";
    Path input = Files.writeString(directory.resolve("in.json"), json);
    Result result = Command.run("predict", model, "-i", input, "--batch-size", 2, "-q");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().strip())
        .matches("(?s)\\{\\s*\"y\" : \\[( \\[[^\\[]*\\],?){3} \\]\\s*\\}");
  }

  @Test
  void predictsFromAFileThatHoldsTargetsToo() throws IOException {
    String json = "{\"x\": [[1, 2, 3, 4], [0, 0, 0, 0], [4, 3, 2, 1]]}";
    Path inputs = Files.writeString(directory.resolve("in.json"), json);

    Result result = Command.run("predict", model, "-i", data, "-q");

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo(Command.run("predict", model, "-i", inputs, "-q").out());
  }

  @Test
  void predictsIntoAFileWhatItWouldPrint() throws IOException {
    String json = "{\"x\": [[1, 2, 3, 4], [4, 3, 2, 1], [0, 0, 0, 0]]}";
    Path input = Files.writeString(directory.resolve("in.json"), json);
    Path file = directory.resolve("out.npz");
    Result result = Command.run("predict", model, "-i", input, "--batch-size", 2, "-o", file, "-q");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().strip()).isEqualTo(file.toString());
    Path printed = directory.resolve("printed.json");
    Files.writeString(printed, Command.run("predict", model, "-i", input, "-q").out());
    TensorValue written = read(file);
    TensorValue expected = read(printed);
    assertThat(written.spec().toString()).isEqualTo("float32(3, 2)");
    assertThat(written.numbers()).containsExactly(expected.numbers(), within(1e-6));
  }

  @Test
  void doesNotPredictIntoAFileThatExists() throws IOException {
    Path file = Files.writeString(directory.resolve("out.npz"), "mine");
    Result result = Command.run("predict", model, "-i", data, "-o", file);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("[TARGET]", file + " exists already");
    assertThat(file).hasContent("mine");
  }

  @Test
  void predictsIntoNpzFilesOnly() {
    Result result = Command.run("predict", model, "-i", data, "-o", "out.json");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--output names an .npz file");
  }

  @Test
  void runsOnTheDeviceThatIsStated() {
    assertThat(Command.run("evaluate", model, "-i", data, "--device", "cpu", "-q").exitCode())
        .isZero();
    Result result = Command.run("evaluate", model, "-i", data, "--device", "gpu");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("[BACKEND]", "TensorFlow finds no GPU");
  }

  @Test
  void evaluatesToTheLossAndTheMetrics() {
    Result result = Command.run("evaluate", model, "-i", data, "-q");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).matches("loss  [\\d.]+\\R(mae|mean_absolute_error)  [\\d.]+\\R");
  }

  @Test
  void trainsIntoANewSavedModelWithALowerLoss() {
    Result result =
        Command.run("train", model, "-i", data, "-o", directory.resolve("models"), "--epochs", 20);
    assertThat(result.exitCode()).isZero();
    Path trained = Path.of(result.out().strip());
    assertThat(trained).hasParent(directory.resolve("models").toAbsolutePath()).isNotEqualTo(model);
    assertThat(result.err()).contains("epoch 1/20  loss ").contains("epoch 20/20  loss ");
    assertThat(loss(trained)).isLessThan(loss(model));
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    Path input = Files.writeString(directory.resolve("in.json"), "{\"z\": [[1, 2]]}");
    Result result = Command.run("predict", model, "-i", input);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("[RUN]", "at input x", "at input z");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void refusesArraysWithDifferentNumbersOfSamples() throws IOException {
    Path input =
        Files.writeString(
            directory.resolve("in.json"), "{\"x\": [[1, 2, 3, 4]], \"y\": [[1, 0], [1, 0]]}");
    Result result = Command.run("evaluate", model, "-i", input);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("[RUN]", "expected 1 samples");
  }

  @Test
  void saysWhichNamesAnArrayWithoutOneMayHave() throws IOException {
    Path input = Files.writeString(directory.resolve("in.json"), "{\"inputs\": [[1, 2, 3, 4]]}");
    Result result = Command.run("evaluate", model, "-i", input);
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("[RUN] An array without a name is not enough", "it may be any of x, y_target");
  }

  @Test
  void refusesBatchesOfNothing() {
    Result result = Command.run("predict", model, "-i", data, "--batch-size", 0);
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--batch-size must be 1 or more");
  }

  private static TensorValue read(Path file) {
    return Objects.requireNonNull(Kerasport.with(Map.of()).data().read(file).get("y"));
  }

  private double loss(Path path) {
    String out = Command.run("evaluate", path, "-i", data, "-q").out();
    return Double.parseDouble(out.lines().findFirst().orElseThrow().substring("loss".length()));
  }
}
