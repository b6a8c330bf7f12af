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

  /**
   * Checks the file that holds the bytes against its checksum, if it has one, so that a damaged
   * file is found although its bytes are read once only. Streaming the weights first makes this
   * quick; whoever publishes what was made of them calls it before. The weights of one file share
   * the check.
   *
   * @throws io.kerasport.export.ExportException if the file is damaged
   * @throws IOException if the source cannot be read
   */
  default void verify() throws IOException {}
}
