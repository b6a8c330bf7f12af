package io.kerasport.purejava.table;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes a table as TensorFlow's {@code TableBuilder} does. Holds one block at a time. */
public final class TableWriter {
  private final OutputStream out;
  private final BlockBuilder data = new BlockBuilder(TableFormat.DATA_RESTART_INTERVAL);
  private final BlockBuilder index = new BlockBuilder(TableFormat.INDEX_RESTART_INTERVAL);
  private long offset;
  private byte @Nullable [] lastKey;

  /** The block written last, until its key in the index can be chosen. */
  private @Nullable BlockHandle pending;

  /** A writer to a stream at its start; the caller closes it. */
  public TableWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds an entry.
   *
   * @param key above all keys so far, compared as unsigned bytes
   * @throws IllegalArgumentException if it is not
   */
  public void add(byte[] key, byte[] value) throws IOException {
    if (lastKey != null) {
      if (Arrays.compareUnsigned(lastKey, key) >= 0) {
        throw new IllegalArgumentException("keys do not ascend");
      }
      // An entry that alone fills two blocks starts a block of its own.
      if (key.length + value.length >= 2 * TableFormat.BLOCK_SIZE) {
        flush();
      }
    }
    if (pending != null && lastKey != null) {
      index.add(IndexKeys.between(lastKey, key), pending.toBytes());
      pending = null;
    }
    lastKey = key.clone();
    data.add(lastKey, value);
    if (data.size() >= TableFormat.BLOCK_SIZE) {
      flush();
    }
  }

  /** Writes everything that is left. No entry can be added after that. */
  public void finish() throws IOException {
    flush();
    BlockHandle metaindex = write(new BlockBuilder(TableFormat.DATA_RESTART_INTERVAL).finish());
    if (pending != null && lastKey != null) {
      index.add(IndexKeys.after(lastKey), pending.toBytes());
    }
    BlockHandle indexHandle = write(index.finish());
    out.write(new Footer(metaindex, indexHandle).toBytes());
  }

  private void flush() throws IOException {
    if (!data.isEmpty()) {
      pending = write(data.finish());
    }
  }

  private BlockHandle write(byte[] block) throws IOException {
    BlockHandle handle = new BlockHandle(offset, block.length);
    out.write(block);
    out.write(BlockTrailer.of(block));
    offset += block.length + BlockTrailer.LENGTH;
    return handle;
  }
}
