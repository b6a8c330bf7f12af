package io.kerasport.core.checkpoint;

import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.ByteBuffer;

/** One entry of a checkpoint. */
public sealed interface CheckpointEntry {
  /** The key, such as {@code layer_with_weights-0/kernel/.ATTRIBUTES/VARIABLE_VALUE}. */
  String key();

  /**
   * A tensor of fixed-width elements.
   *
   * @param key its key
   * @param spec element type and full shape
   * @param data streams exactly {@code spec.byteSize()} bytes
   * @param origin where the values come from, for error messages
   */
  record Tensor(String key, TensorSpec spec, WeightData data, String origin)
      implements CheckpointEntry {}

  /** A scalar string, given as its bytes. */
  record Text(String key, ByteBuffer bytes) implements CheckpointEntry {
    public Text {
      bytes = bytes.asReadOnlyBuffer();
    }

    @Override
    public ByteBuffer bytes() {
      return bytes.duplicate();
    }
  }
}
