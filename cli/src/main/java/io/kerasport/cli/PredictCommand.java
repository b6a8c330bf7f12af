package io.kerasport.cli;

import io.kerasport.KerasportRuntime;
import io.kerasport.graph.TensorValue;
import io.kerasport.run.Batch;
import io.kerasport.run.ModelRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Predicts with an exported model. */
@Command(
    name = "predict",
    description = {
      "Predict with an exported model, in TensorFlow.",
      "Prints JSON: the outputs by name, a list of samples each."
    },
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {
  private final Output output;

  @Mixin private RunningOptions running = new RunningOptions();

  @Mixin private CommonOptions common = new CommonOptions();

  PredictCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    KerasportRuntime runtime = common.runtime();
    Map<String, TensorValue> data = runtime.data().read(running.input());
    int batchSize = running.batchSize();
    Map<String, List<TensorValue>> predicted = new LinkedHashMap<>();
    try (ModelRunner runner = runtime.runners().open(running.directory(), running.options());
        ProgressLine progress = ProgressLine.on(output, common.quiet())) {
      List<Batch> batches = DataSet.forPrediction(data, runner).batches(batchSize);
      int done = 0;
      for (Batch batch : batches) {
        runner
            .predict(batch.inputs())
            .forEach(
                (name, value) ->
                    predicted.computeIfAbsent(name, key -> new ArrayList<>()).add(value));
        progress.progress("predict", ++done, batches.size());
      }
    }
    JsonText.write(
        output.out(), json -> predicted.forEach((name, batches) -> json.tensors(name, batches)));
    return 0;
  }
}
