package io.kerasport.cli;

import io.kerasport.cli.RunningOptions.Running;
import java.nio.file.Path;
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
    try (Running model = running.open(common.runtime(), DataSet::forMeasuring)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        String title = "epoch " + epoch + "/" + epochs + "  ";
        Map<String, Double> scores = epoch(model, title);
        if (!common.quiet()) {
          output.err().println(title + ScoreText.line(scores));
        }
      }
      output.out().println(model.runner().saveCheckpoint(target));
    }
    return 0;
  }

  private Map<String, Double> epoch(Running model, String title) {
    try (ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      return model
          .runner()
          .train(
              model.batches(),
              (done, soFar) ->
                  progress.progress(
                      () -> title + ScoreText.line(soFar.get()), done, model.batches().size()));
    }
  }
}
