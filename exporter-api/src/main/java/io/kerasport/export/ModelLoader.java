package io.kerasport.export;

import io.kerasport.model.Model;
import java.nio.file.Path;

/** Loads models from SavedModels and checkpoints. */
public interface ModelLoader {
  /**
   * Rebuilds the model from {@code assets/saved_model.json} and the checkpoint. Topology,
   * configuration and weights equal those of the exported model; weights are streamed from the
   * checkpoint, so the directory must stay while the model is in use.
   *
   * <p>The model is not compiled, unless its JSON says with what. What the checkpoint holds of an
   * optimizer is kept for one of the same kind: once the model is compiled with it, its count of
   * steps, its slots and its settings, such as the learning rate, are those of the checkpoint.
   *
   * <p>A SavedModel that Keras 2 wrote is read from its {@code keras_metadata.pb} instead; its
   * functions are never looked at.
   *
   * @param savedModel the directory; its {@code saved_model.pb} is looked at only where there is no
   *     checkpoint
   * @throws ModelFormatException if the model's JSON or metadata is missing or wrong
   * @throws CheckpointFormatException if the checkpoint is damaged or lacks an entry
   */
  default Model load(Path savedModel) {
    return load(savedModel, CustomObjects.none());
  }

  /**
   * Rebuilds a model whose class may be one of the caller's: a model whose calls are code needs its
   * {@link io.kerasport.spi.SubclassedModel}. Layers and all other custom objects are only needed
   * where the model is exported.
   *
   * @param customObjects what serves names of the model for this call alone
   */
  Model load(Path savedModel, CustomObjects customObjects);

  /**
   * Gives a model the weights of a TensorFlow checkpoint, such as {@code model.save_weights} of
   * Keras 2 writes, by its object graph.
   *
   * @param prefix what the names of the checkpoint's files begin with, without {@code .index}
   * @throws CheckpointFormatException if the checkpoint is damaged, lacks an entry, or is not one
   *     of a Keras 2 model
   */
  Model restore(Model model, Path prefix);
}
