package io.kerasport.formats.hdf5;

import io.kerasport.formats.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Copies the elements of datasets from a file to channels in little-endian order. All datasets of a
 * file share one direct buffer; a second thread that streams at the same time gets its own.
 */
final class TensorStream {
  private static final int BUFFER = 256 << 10;

  private final ByteSource source;
  private final AtomicReference<@Nullable ByteBuffer> spare = new AtomicReference<>();

  TensorStream(ByteSource source) {
    this.source = source;
  }

  /** Copies a range of the file. */
  void copy(WritableByteChannel channel, long address, long bytes, ElementType type)
      throws IOException {
    ByteBuffer held = spare.getAndSet(null);
    ByteBuffer buffer = held == null ? ByteBuffer.allocateDirect(BUFFER) : held;
    try (ByteSource.Reader reader = source.open()) {
      long end = address + bytes;
      for (long at = address; at < end; ) {
        buffer.clear().limit((int) Math.min(BUFFER, end - at));
        reader.readFully(buffer, at);
        at += buffer.position();
        write(channel, buffer.flip(), type);
      }
    } finally {
      spare.set(buffer);
    }
  }

  /**
   * Writes elements that are in memory. A big-endian buffer's content is turned around in place.
   */
  void write(WritableByteChannel channel, ByteBuffer elements, ElementType type)
      throws IOException {
    ByteBuffer ready = type.bigEndian() ? reversed(elements, type.dtype().byteSize()) : elements;
    while (ready.hasRemaining()) {
      channel.write(ready);
    }
  }

  private static ByteBuffer reversed(ByteBuffer elements, int width) {
    ByteBuffer copy = ByteBuffer.allocate(elements.remaining());
    for (int start = elements.position(); start < elements.limit(); start += width) {
      for (int i = width - 1; i >= 0; i--) {
        copy.put(elements.get(start + i));
      }
    }
    return copy.flip();
  }
}
