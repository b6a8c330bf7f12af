package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Evaluates an exported model. */
@Command(
    name = "evaluate",
    description = {
      "Evaluate an exported model that has a loss, in TensorFlow.",
      "Prints the loss and the metrics. The data holds the inputs, for each output its targets",
      "(OUTPUT or OUTPUT_target), and where wanted OUTPUT_sample_weights."
    },
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
  private final Output output;

  @Mixin private RunningOptions running = new RunningOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  EvaluateCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    KerasportRuntime runtime = common.runtime();
    Map<String, TensorValue> data = runtime.data().read(running.input());
    int batchSize = running.batchSize();
    Map<String, Double> scores;
    try (ModelRunner runner = runtime.runners().open(running.directory(), running.options());
        ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      List<Batch> batches = DataSet.forMeasuring(data, runner).batches(batchSize);
      scores =
          runner.evaluate(
              batches,
              (done, soFar) ->
                  progress.progress("evaluate  " + ScoreText.line(soFar), done, batches.size()));
    }
    ScoreText.write(scores, common.format(), output.out());
    return 0;
  }
}
