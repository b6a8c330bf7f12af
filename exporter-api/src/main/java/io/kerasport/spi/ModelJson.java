package io.kerasport.spi;

import io.kerasport.build.Subclassed;
import io.kerasport.model.Model;
import java.nio.file.Path;
import java.util.Optional;

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

  /**
   * The class and configuration of a model whose call is code; empty for one whose topology the
   * JSON has.
   *
   * @throws io.kerasport.export.ModelFormatException if the file is missing or not such a model
   */
  Optional<Subclassed> readSubclassed(Path file);

  /**
   * Reads a model's topology from the metadata that Keras 2 puts into its SavedModels. Its layers
   * have no weights.
   *
   * @param metadata the metadata of the root object, in UTF-8
   * @param where file and place in it, for messages
   * @throws io.kerasport.export.ModelFormatException if it describes no such model
   */
  Model readMetadata(byte[] metadata, String where);
}
