package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.cli.RunningOptions.Running;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts with an exported model. */
@Command(
    name = "predict",
    description = {
      "Predict with an exported model, in TensorFlow.",
      "Prints JSON, the outputs by name, a list of samples each; or writes them to a file."
    },
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {
  private static final String NPZ = ".npz";

  private final Output output;

  @Mixin private RunningOptions running = new RunningOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the outputs to an .npz file instead, and print its path.")
  private @Nullable Path file;

  @Mixin private CommonOptions common = new CommonOptions();

  @Spec private CommandSpec command = CommandSpec.create();

  PredictCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    KerasportRuntime runtime = common.runtime();
    if (file != null) {
      if (!file.toString().endsWith(NPZ)) {
        throw new ParameterException(command.commandLine(), "--output names an .npz file");
      }
      runtime.dataWriter().check(file);
    }
    Map<String, List<TensorValue>> predicted = new LinkedHashMap<>();
    try (Running model = running.open(runtime, DataSet::forPrediction);
        ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      int done = 0;
      for (Batch batch : model.batches()) {
        model
            .runner()
            .predict(batch.inputs())
            .forEach(
                (name, value) ->
                    predicted.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        progress.progress("predict", ++done, model.batches().size());
      }
    }
    if (file == null) {
      JsonText.write(
          output.out(), json -> predicted.forEach((name, batches) -> json.tensors(name, batches)));
    } else {
      runtime.dataWriter().write(file, Joined.all(predicted));
      output.out().println(file);
    }
    return 0;
  }
}
