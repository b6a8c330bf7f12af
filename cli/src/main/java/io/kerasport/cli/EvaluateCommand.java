package io.kerasport.cli;

import io.kerasport.cli.RunningOptions.Running;
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
    Map<String, Double> scores;
    try (Running model = running.open(common.runtime(), DataSet::forMeasuring);
        ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      scores =
          model
              .runner()
              .evaluate(
                  model.batches(),
                  (done, soFar) ->
                      progress.progress(
                          () -> "evaluate  " + ScoreText.line(soFar.get()),
                          done,
                          model.batches().size()));
    }
    ScoreText.write(scores, common.format(), output.out());
    return 0;
  }
}
