package io.kerasport.export;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** Writes a model as a TensorFlow SavedModel. */
public interface Exporter {
  /**
   * Exports a model into a new timestamped child of a directory, as TensorFlow Serving expects it.
   *
   * @throws ExportException if the model or the target is refused; nothing is left behind
   */
  default ExportResult export(Model model, Path directory) {
    return export(model, directory, ExportOptions.defaults());
  }

  /**
   * Exports a model.
   *
   * @param model what to export
   * @param directory parent of the new SavedModel directory, or that directory itself with {@link
   *     ExportOptions#exactPath()}
   * @param options how to export
   * @return where the SavedModel is and what it holds
   * @throws ExportException if the model or the target is refused; nothing is left behind
   */
  ExportResult export(Model model, Path directory, ExportOptions options);
}
