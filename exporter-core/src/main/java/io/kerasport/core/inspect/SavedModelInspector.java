package io.kerasport.core.inspect;

import io.kerasport.core.checkpoint.CheckpointReader;
import io.kerasport.core.savedmodel.SavedModelFile;
import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.ModelJson;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what a SavedModel holds, whoever wrote it. */
public final class SavedModelInspector {
  private final CheckpointReader checkpoints;
  private final ModelJson json;

  @Inject
  SavedModelInspector(CheckpointReader checkpoints, ModelJson json) {
    this.checkpoints = checkpoints;
    this.json = json;
  }

  /**
   * Reads a SavedModel's proto and the index of its checkpoint; no tensor data is read.
   *
   * @param directory the directory that holds {@code saved_model.pb} or {@code saved_model.pbtxt}
   * @throws ExportException {@link ErrorId#SAVED_MODEL_FORMAT} if it is no SavedModel, {@link
   *     ErrorId#CHECKPOINT_FORMAT} if its checkpoint is damaged
   */
  public SavedModelReport inspect(Path directory) {
    SavedModelFile file = SavedModelFile.read(directory);
    return new SavedModelReport(
        file.path(),
        file.proto().getSavedModelSchemaVersion(),
        file.proto().getMetaGraphsList().stream().map(MetaGraphInspector::inspect).toList(),
        SavedModelLayout.checkpoint(directory).map(this::entries),
        dataFiles(directory),
        kerasJson(directory));
  }

  private List<SavedModelReport.CheckpointEntry> entries(Path prefix) {
    List<SavedModelReport.CheckpointEntry> entries = new ArrayList<>();
    checkpoints
        .open(prefix)
        .entries()
        .forEach(
            (key, spec) ->
                entries.add(
                    new SavedModelReport.CheckpointEntry(
                        key, spec.dtype().kerasName(), spec.shape(), bytes(spec))));
    return entries;
  }

  private static Optional<Long> bytes(TensorSpec spec) {
    return spec.dtype().byteSize() == 0 ? Optional.empty() : Optional.of(spec.byteSize());
  }

  private static List<SavedModelReport.DataFile> dataFiles(Path directory) {
    List<SavedModelReport.DataFile> files = new ArrayList<>();
    for (Path file : SavedModelLayout.dataFiles(directory)) {
      try {
        files.add(
            new SavedModelReport.DataFile(
                SavedModelLayout.name(directory, file), Files.size(file)));
      } catch (IOException e) {
        throw SavedModelLayout.unreadable(file, e);
      }
    }
    return files;
  }

  private Optional<SavedModelReport.KerasJson> kerasJson(Path directory) {
    Path file = directory.resolve("assets").resolve("saved_model.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Optional<String> name;
    try {
      name = Optional.of(json.read(file).name());
    } catch (ExportException e) {
      name = Optional.empty();
    }
    return Optional.of(new SavedModelReport.KerasJson(name));
  }
}
