package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains an exported model further. */
@Command(
    name = "train",
    description = {
      "Train an exported model that has an optimizer, in TensorFlow.",
      "Writes a new SavedModel and prints its path. The data is that of `evaluate`; its samples are",
      "taken in their order."
    },
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  private final Output output;

  @Mixin private RunningOptions running = new RunningOptions();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where to write: the SavedModel becomes a new numbered child.")
  private Path target = Path.of("");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "How often to go through the data; ${DEFAULT-VALUE} unless stated.")
  private int epochs = 1;

  @Mixin private CommonOptions common = new CommonOptions();

  TrainCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    KerasportRuntime runtime = common.runtime();
    Map<String, TensorValue> data = runtime.data().read(running.input());
    int batchSize = running.batchSize();
    try (ModelRunner runner = runtime.runners().open(running.directory(), running.options())) {
      List<Batch> batches = DataSet.forMeasuring(data, runner).batches(batchSize);
      for (int epoch = 1; epoch <= epochs; epoch++) {
        Map<String, Double> scores = epoch(runner, batches, "epoch " + epoch + "/" + epochs);
        if (!common.quiet()) {
          output.err().println("epoch " + epoch + "/" + epochs + "  " + ScoreText.line(scores));
        }
      }
      output.out().println(runner.saveCheckpoint(target));
    }
    return 0;
  }

  private Map<String, Double> epoch(ModelRunner runner, List<Batch> batches, String title) {
    try (ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      return runner.train(
          batches,
          (done, soFar) ->
              progress.progress(title + "  " + ScoreText.line(soFar), done, batches.size()));
    }
  }
}
