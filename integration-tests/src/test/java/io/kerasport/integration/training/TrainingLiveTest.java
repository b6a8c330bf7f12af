package io.kerasport.integration.training;

import io.kerasport.KerasportRuntime;
import io.kerasport.export.ExportOptions;
import io.kerasport.integration.Runtimes;
import io.kerasport.integration.keras.LivePython;
import io.kerasport.integration.keras.NpzArrays;
import io.kerasport.model.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Tensor;

/**
 * Keras takes the checkpoints that training graphs save, with its own optimizers of either
 * generation, and goes on. Those of {@code tf.train} are not Keras'.
 */
@Tag("keras-live")
final class TrainingLiveTest {
  private static final int STEPS = 2;

  @TempDir Path folder;

  @Test
  void everyOptimizerGoesOnInKeras() throws Exception {
    Path arrays = TrainingFixture.file("training.npz");
    NpzArrays batches = NpzArrays.read(arrays);
    List<String> lines = new ArrayList<>();
    List<TrainingFixture> fixtures =
        Stream.concat(TrainingFixture.all().stream(), TrainingFixture.withLossScale().stream())
            .filter(fixture -> !fixture.name().startsWith("train_"))
            .toList();
    for (TrainingFixture fixture : fixtures) {
      Path export = train(fixture, batches);
      lines.add(
          String.join(
              "\t",
              export.toString(),
              fixture.generation(),
              fixture.model().toString(),
              fixture.name()));
    }
    Path list = Files.write(folder.resolve("exports.tsv"), lines);
    new LivePython(folder)
        .run("optimizers.py", list.toString(), String.valueOf(arrays.getParent()));
  }

  /** Exports, does some steps, and puts what they lead to in the place of the checkpoint. */
  private Path train(TrainingFixture fixture, NpzArrays batches) throws Exception {
    KerasportRuntime runtime = Runtimes.through("pure-java");
    Config compiled = Config.empty().with("optimizer", fixture.optimizer()).with("loss", "mse");
    Path export =
        runtime
            .exporter()
            .export(
                runtime.reader().read(fixture.model()).compile(compiled),
                folder.resolve(fixture.name()),
                ExportOptions.builder().exactPath(true).build())
            .path();
    Path saved = folder.resolve("saved");
    try (RunnableGraph graph = RunnableGraph.load(export, "train")) {
      for (int step = 1; step <= STEPS; step++) {
        try (Tensor x = batches.tensor("batch/" + step + "/x");
            Tensor y = batches.tensor("batch/" + step + "/y")) {
          graph.step(Map.of("x", x, "y_target", y));
        }
      }
      graph.save(saved);
    }
    for (String suffix : List.of(".index", ".data-00000-of-00001")) {
      Files.move(
          saved.resolveSibling("saved" + suffix),
          export.resolve("variables/variables" + suffix),
          StandardCopyOption.REPLACE_EXISTING);
    }
    return export;
  }
}
