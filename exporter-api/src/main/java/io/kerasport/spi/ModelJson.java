package io.kerasport.spi;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** The JSON form of a model's topology and configuration, {@code assets/saved_model.json}. */
public interface ModelJson {
  /** Writes the model's own configuration, lossless, in UTF-8. */
  byte[] write(Model model);

  /**
   * Reads a model's topology. Its layers have no weights.
   *
   * @throws io.kerasport.export.ModelFormatException if the file is missing or not such a model
   */
  Model read(Path file);
}
