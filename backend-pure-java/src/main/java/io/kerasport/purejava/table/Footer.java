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
