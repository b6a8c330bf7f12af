package io.kerasport.cli;

import io.kerasport.run.RunOptions;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to run, with which data, and where. */
final class RunningOptions {
  @Parameters(paramLabel = "DIR", description = "The directory that holds saved_model.pb.")
  private Path directory = Path.of("");

  @Option(
      names = {"-i", "--input"},
      required = true,
      paramLabel = "FILE",
      description = {
        "The data by name: .npz, JSON as TensorFlow Serving takes it, or CSV with a header;",
        "an .npy file for a model with one input."
      })
  private Path input = Path.of("");

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "How many samples at a time; ${DEFAULT-VALUE} unless stated.")
  private int batchSize = 32;

  @Option(names = "--cpu", description = "Leave GPUs alone.")
  private boolean cpu;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  Path directory() {
    return directory;
  }

  Path input() {
    return input;
  }

  int batchSize() {
    if (batchSize < 1) {
      throw new ParameterException(command.commandLine(), "--batch-size must be 1 or more");
    }
    return batchSize;
  }

  RunOptions options() {
    return new RunOptions(cpu);
  }
}
