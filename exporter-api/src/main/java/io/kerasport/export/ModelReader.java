package io.kerasport.export;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** Reads a file that Keras wrote. */
public interface ModelReader {
  /**
   * Reads the topology and configuration of a model; weights stay in the file until they are
   * streamed, so the file must stay where it is while the model is in use.
   *
   * @param file a {@code .keras} archive or a whole-model {@code .h5} file; its content decides,
   *     not its name
   * @throws ModelFormatException if the file is not such a model
   */
  Model read(Path file);
}
