package io.kerasport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kerasport.cli.Command.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompileOptionsTest {
  @TempDir Path directory;

  @Test
  void aLossAloneGivesAnEvaluationGraph() {
    Result result = export("chain.keras", "--loss", "mse");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .isEqualToNormalizingNewlines(
            "Without train: the model was compiled without an optimizer\n");
  }

  @Test
  void anOptimizerBesidesGivesATrainingGraph() {
    Result result =
        export(
            "chain.keras",
            "--loss",
            "mse",
            "--optimizer",
            "Adam:learning_rate=0.01,amsgrad=true",
            "--metrics",
            "mae",
            "--metrics",
            "accuracy");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    Result shown = Command.run("inspect", result.out().strip());
    assertThat(shown.out()).contains("metrics/mae/value", "metrics/accuracy/value", "velocity_hat");
  }

  @Test
  void warnsOfWeightsThatTheLossDoesNotReach() {
    Result result = export("branches.keras", "--loss", "shared=mse", "--optimizer", "SGD");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err().lines())
        .contains(
            "Warning: The loss does not depend on weight y/kernel; training leaves it as it is.",
            "Warning: The loss does not depend on weight y/bias; training leaves it as it is.")
        .allMatch(line -> line.startsWith("Warning: The loss does not depend on weight "))
        .noneMatch(line -> line.contains("shared/"));
  }

  @Test
  void keepsWarningsForItselfWhenItIsToldTo() {
    Result result =
        export("branches.keras", "--loss", "shared=mse", "--optimizer", "SGD", "--quiet");
    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void reportsEverythingThatIsUnknownAsAFailure() {
    Result result = export("chain.keras", "--loss", "mze", "--metrics", "maee");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("[COMPILE_CONFIG]", "no loss is called `mze`", "no metric is called `maee`");
  }

  @Test
  void refusesALossForAnOutputThatDoesNotExist() {
    Result result = export("chain.keras", "--loss", "nowhere=mse");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("[COMPILE_CONFIG]", "nowhere");
  }

  @Test
  void takesASettingWithoutAValueForWrongUsage() {
    Result result = export("chain.keras", "--optimizer", "Adam:learning_rate");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("`learning_rate` is not a setting");
  }

  private Result export(String model, String... options) {
    List<Object> arguments = new ArrayList<>();
    arguments.add("export");
    arguments.add(Command.model(model));
    arguments.add("-o");
    arguments.add(directory);
    arguments.addAll(List.of(options));
    return Command.run(arguments.toArray());
  }
}
