package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.Batch;
import io.kerasport.run.Device;
import io.kerasport.run.ModelRunner;
import io.kerasport.run.RunOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = {
        "Where to run: ${COMPLETION-CANDIDATES}.",
        "Unless stated, what kerasport.device configures."
      })
  private @Nullable Device device;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** Says what of a file a command takes, and as what. */
  interface Fitting {
    DataSet fit(Map<String, TensorValue> data, ModelRunner runner);
  }

  /**
   * A model that runs, and the data to run it with.
   *
   * @param runner the model
   * @param batches the data
   */
  record Running(ModelRunner runner, List<Batch> batches) implements AutoCloseable {
    @Override
    public void close() {
      runner.close();
    }
  }

  /** Reads the data and opens the model. */
  Running open(KerasportRuntime runtime, Fitting fitting) {
    if (batchSize < 1) {
      throw new ParameterException(command.commandLine(), "--batch-size must be 1 or more");
    }
    Map<String, TensorValue> data = runtime.data().read(input);
    ModelRunner runner =
        runtime.runners().open(directory, new RunOptions(Optional.ofNullable(device)));
    try {
      return new Running(runner, fitting.fit(data, runner).batches(batchSize));
    } catch (RuntimeException | Error e) {
      runner.close();
      throw e;
    }
  }
}
