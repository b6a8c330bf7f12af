package io.kerasport.cli;

import io.kerasport.export.ModelReader;
import io.kerasport.model.Model;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a model's weights are, if not in the file of the model. */
final class WeightsOption {
  @Option(
      names = "--weights",
      paramLabel = "WEIGHTS",
      description = {
        "Take the weights from this file instead: a .weights.h5 file,",
        "an .h5 file of Keras 2 or 3, a .keras file, or a checkpoint's prefix."
      })
  private @Nullable Path weights;

  Model read(ModelReader reader, Path file) {
    return weights == null ? reader.read(file) : reader.read(file, weights);
  }
}
