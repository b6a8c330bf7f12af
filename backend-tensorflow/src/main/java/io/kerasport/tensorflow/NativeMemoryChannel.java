package io.kerasport.tensorflow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Writes into native memory of any size, one window of it after the other, because a ByteBuffer
 * ends at 2 GB.
 */
final class NativeMemoryChannel implements WritableByteChannel {
  private static final int WINDOW = 1 << 30;

  private final BytePointer memory;
  private final long size;
  private final int windowSize;
  private ByteBuffer window = ByteBuffer.allocate(0);
  private long windowEnd;

  NativeMemoryChannel(Pointer memory, long size) {
    this(memory, size, WINDOW);
  }

  NativeMemoryChannel(Pointer memory, long size, int windowSize) {
    this.memory = new BytePointer(memory);
    this.size = size;
    this.windowSize = windowSize;
  }

  /** How many bytes have been written. */
  long written() {
    return windowEnd - window.remaining();
  }

  /**
   * Writes all the bytes of a buffer.
   *
   * @throws IOException if the memory is full; nothing is written then
   */
  @Override
  public int write(ByteBuffer source) throws IOException {
    int count = source.remaining();
    if (count > size - written()) {
      throw new IOException("more than the " + size + " bytes of the tensor");
    }
    while (source.hasRemaining()) {
      if (!window.hasRemaining()) {
        slide();
      }
      int step = Math.min(window.remaining(), source.remaining());
      window.put(source.slice(source.position(), step));
      source.position(source.position() + step);
    }
    return count;
  }

  private void slide() {
    long length = Math.min(windowSize, size - windowEnd);
    // A pointer of its own: asByteBuffer() is wrong at positions beyond 2 GB.
    window = memory.getPointer(windowEnd).capacity(length).asByteBuffer();
    windowEnd += length;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
