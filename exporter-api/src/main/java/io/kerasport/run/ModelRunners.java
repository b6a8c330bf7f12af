package io.kerasport.run;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** Opens models for running. */
public interface ModelRunners {
  /**
   * Opens an exported model. The directory must stay while it runs.
   *
   * @throws io.kerasport.export.ExportException if it is no SavedModel of Keras graphs, or
   *     TensorFlow does not load it
   */
  ModelRunner open(Path savedModel, RunOptions options);

  /**
   * Opens a model that was read or built, by an export into a temporary directory.
   *
   * @throws io.kerasport.export.ExportException if it cannot be exported
   */
  ModelRunner open(Model model, RunOptions options);
}
