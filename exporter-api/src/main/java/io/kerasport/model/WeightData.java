package io.kerasport.model;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * A way to stream the bytes of one tensor, any number of times.
 *
 * <p>The bytes are row-major and little-endian, exactly {@link TensorSpec#byteSize()} of them. An
 * implementation holds no more than a buffer of them at a time.
 */
@FunctionalInterface
public interface WeightData {
  /**
   * Writes all bytes of the tensor.
   *
   * @throws IOException if the source cannot be read or the channel cannot be written
   */
  void writeTo(WritableByteChannel channel) throws IOException;
}
