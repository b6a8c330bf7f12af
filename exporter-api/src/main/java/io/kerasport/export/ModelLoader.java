package io.kerasport.export;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** Loads an exported SavedModel back. */
public interface ModelLoader {
  /**
   * Rebuilds the model from {@code assets/saved_model.json} and the checkpoint. Topology,
   * configuration and weights equal those of the exported model; weights are streamed from the
   * checkpoint, so the directory must stay while the model is in use.
   *
   * @param savedModel the directory that holds {@code saved_model.pb}
   * @throws ModelFormatException if the model's JSON is missing or wrong
   * @throws CheckpointFormatException if the checkpoint is damaged or lacks an entry
   */
  Model load(Path savedModel);
}
