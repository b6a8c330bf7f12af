package io.kerasport.purejava.table;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Where a block lies in its file.
 *
 * <pre>
 * BlockHandle --&gt; Offset, Size
 * Offset, Size --&gt; {@link Varint}
 * </pre>
 *
 * @param offset of the block's first byte
 * @param size of the block without its trailer
 */
record BlockHandle(long offset, long size) {
  static final int MAX_LENGTH = 2 * Varint.MAX_LENGTH;

  BlockHandle {
    if (offset < 0 || size < 0) {
      throw new IllegalArgumentException("block at " + offset + " of size " + size);
    }
  }

  void put(ByteArrayOutputStream out) {
    Varint.put(out, offset);
    Varint.put(out, size);
  }

  /**
   * Reads a handle.
   *
   * @throws IllegalArgumentException if the buffer holds none
   */
  static BlockHandle get(ByteBuffer in) {
    return new BlockHandle(Varint.get(in), Varint.get(in));
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(MAX_LENGTH);
    put(out);
    return out.toByteArray();
  }
}
