package io.kerasport.purejava.table;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The last bytes of a table, always as many.
 *
 * <pre>
 * Footer    --&gt; Metaindex, Index, Zero*, Magic
 * Metaindex, Index --&gt; {@link BlockHandle}
 * Magic     --&gt; uint64
 * </pre>
 *
 * <p>Zeros fill the handles up to twice their greatest length.
 */
record Footer(BlockHandle metaindex, BlockHandle index) {
  static final int HANDLES_LENGTH = 2 * BlockHandle.MAX_LENGTH;
  static final int LENGTH = HANDLES_LENGTH + Long.BYTES;
  static final long MAGIC = 0xdb4775248b80fb57L;

  /**
   * Reads a footer.
   *
   * @throws IllegalArgumentException if the bytes are none
   */
  static Footer of(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    long magic = in.getLong(HANDLES_LENGTH);
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          "the table ends with the number 0x%x, expected 0x%x".formatted(magic, MAGIC));
    }
    in.limit(HANDLES_LENGTH);
    return new Footer(BlockHandle.get(in), BlockHandle.get(in));
  }

  byte[] toBytes() {
    ByteArrayOutputStream handles = new ByteArrayOutputStream(HANDLES_LENGTH);
    metaindex.put(handles);
    index.put(handles);
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(handles.toByteArray())
        .putLong(HANDLES_LENGTH, MAGIC)
        .array();
  }
}
