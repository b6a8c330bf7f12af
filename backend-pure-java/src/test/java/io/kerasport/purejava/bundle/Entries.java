package io.kerasport.purejava.bundle;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.WeightData;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Checkpoint entries for tests. */
final class Entries {
  private Entries() {}

  static CheckpointEntry.Tensor tensor(String key, DType dtype, Shape shape, byte[] values) {
    return tensor(
        key, new TensorSpec(dtype, shape), channel -> channel.write(ByteBuffer.wrap(values)));
  }

  static CheckpointEntry.Tensor tensor(String key, TensorSpec spec, WeightData data) {
    return new CheckpointEntry.Tensor(key, spec, data, "test source of " + key);
  }

  static CheckpointEntry.Text text(String key, String text) {
    return new CheckpointEntry.Text(key, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
