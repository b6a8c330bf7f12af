package io.kerasport.core.inspect;

import io.kerasport.model.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a SavedModel directory holds.
 *
 * @param file the proto it was read from, {@code saved_model.pb} or {@code saved_model.pbtxt}
 * @param schemaVersion the version of the SavedModel format
 * @param metaGraphs its MetaGraphs in their order
 * @param checkpoint the entries of its checkpoint in key order; empty if it has none
 * @param files the files under {@code assets} and {@code assets.extra}, sorted
 * @param kerasJson {@code assets/saved_model.json}, if there is one
 */
public record SavedModelReport(
    Path file,
    long schemaVersion,
    List<MetaGraphReport> metaGraphs,
    Optional<List<CheckpointEntry>> checkpoint,
    List<DataFile> files,
    Optional<KerasJson> kerasJson) {

  public SavedModelReport {
    metaGraphs = List.copyOf(metaGraphs);
    checkpoint = checkpoint.map(List::copyOf);
    files = List.copyOf(files);
  }

  /**
   * One tensor of the checkpoint.
   *
   * @param key its key
   * @param dtype element type, such as {@code float32}
   * @param shape its full shape
   * @param bytes the bytes of its elements; empty where elements have no fixed width
   */
  public record CheckpointEntry(String key, String dtype, Shape shape, Optional<Long> bytes) {}

  /**
   * A file beside the proto.
   *
   * @param path relative to the SavedModel directory, with slashes
   * @param bytes its size
   */
  public record DataFile(String path, long bytes) {}

  /**
   * The model's own configuration.
   *
   * @param modelName the model's name; empty if the file cannot be read as a Keras model
   */
  public record KerasJson(Optional<String> modelName) {}
}
