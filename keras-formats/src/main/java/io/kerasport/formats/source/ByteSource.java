package io.kerasport.formats.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that can be read at any position, any number of times. */
public interface ByteSource {
  /** What an error message calls this source: a file, or a file and an entry in it. */
  String name();

  /** The number of bytes. */
  long size();

  /**
   * Opens the bytes for reading. Readers of one source do not disturb each other.
   *
   * @throws IOException if the bytes are gone, or have changed since the source was made
   */
  Reader open() throws IOException;

  /**
   * Checks the bytes, also those that nobody has read, against a checksum that was stored with
   * them. Does nothing where there is none.
   *
   * @throws io.kerasport.export.ModelFormatException if they are not what was stored
   * @throws IOException if the bytes are gone, or have changed since the source was made
   */
  default void verify() throws IOException {}

  /** Reads at positions. Not for use by several threads. */
  interface Reader extends Closeable {
    /**
     * Fills the rest of a buffer.
     *
     * @param position of the first byte, counted from the start of the source
     * @throws IOException if the source ends before the buffer is full, or cannot be read
     */
    void readFully(ByteBuffer into, long position) throws IOException;
  }
}
