package io.kerasport.core.checkpoint;

import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.file.Path;
import java.util.SortedMap;

/** Opens checkpoints. Reading needs no TensorFlow, whatever backend exports. */
public interface CheckpointReader {
  /**
   * Opens a checkpoint and reads its index.
   *
   * @param prefix path prefix of the bundle's files
   * @throws io.kerasport.export.CheckpointFormatException if the index is missing or damaged
   */
  Checkpoint open(Path prefix);

  /** An open checkpoint. It holds no files open; data is read when it is streamed. */
  interface Checkpoint {
    /** Every entry's key with its element type and shape, in key order. */
    SortedMap<String, TensorSpec> entries();

    /**
     * Streams an entry; its checksum is verified while it is read.
     *
     * @throws io.kerasport.export.CheckpointFormatException if there is no such entry of
     *     fixed-width elements; while streaming, if it is truncated or fails its checksum
     */
    WeightData data(String key);

    /**
     * The bytes of a scalar string.
     *
     * @throws io.kerasport.export.CheckpointFormatException if there is none, or it is damaged
     */
    byte[] text(String key);
  }
}
