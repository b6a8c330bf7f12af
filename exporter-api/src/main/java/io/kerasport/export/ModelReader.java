package io.kerasport.export;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** Reads a file that Keras wrote. */
public interface ModelReader {
  /**
   * Reads the topology and configuration of a model; weights stay in the file until they are
   * streamed, so the file must stay where it is while the model is in use.
   *
   * @param file a {@code .keras} archive, packed or not, a whole-model {@code .h5} file, the {@code
   *     model.json} of TensorFlow.js, or the directory of a SavedModel that Kerasport or Keras 2
   *     wrote; its content decides, not its name
   * @throws ModelFormatException if the file is not such a model
   */
  default Model read(Path file) {
    return read(file, ReadOptions.defaults());
  }

  /**
   * Reads a model whose weights are in another file.
   *
   * @param architecture the JSON of {@code model.to_json()}, or a file that {@link #read(Path)}
   *     takes, whose own weights are left aside
   * @param weights a {@code .weights.h5} file, the {@code .weights.json} of a sharded one, an
   *     {@code .h5} file with the weights of a whole model, a {@code .keras} archive, the {@code
   *     model.json} of TensorFlow.js, or the prefix of a TensorFlow checkpoint; its content
   *     decides, not its name
   * @throws ExportException if one of them is not such a file, or the weights are those of another
   *     model
   */
  default Model read(Path architecture, Path weights) {
    return read(architecture, ReadOptions.defaults().withWeights(weights));
  }

  /**
   * Reads a model with what the caller adds to its file.
   *
   * @param file a file that {@link #read(Path)} or, if the options name the weights, {@link
   *     #read(Path, Path)} takes
   * @throws ExportException if one of the files is of another kind, the weights are those of
   *     another model, or a shape is given for a model that has one
   */
  Model read(Path file, ReadOptions options);
}
