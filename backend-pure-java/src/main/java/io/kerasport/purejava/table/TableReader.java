package io.kerasport.purejava.table;

import io.kerasport.export.CheckpointFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table from the first entry to the last. Holds the index block and one data block at a
 * time.
 */
public final class TableReader {
  /**
   * Prefix sharing lets a small file have long keys. All keys together may have so many times the
   * size of the file, which no sane table comes near.
   */
  private static final long KEY_BYTES_FOR_EACH_BYTE = 64;

  private final TableFile file;
  private final Visitor visitor;
  private long keyBytesLeft;
  private byte @Nullable [] lastKey;

  /** Is shown every entry in the order of keys. */
  @FunctionalInterface
  public interface Visitor {
    /** One entry. */
    void entry(byte[] key, ByteBuffer value);
  }

  private TableReader(TableFile file, Visitor visitor) {
    this.file = file;
    this.visitor = visitor;
    this.keyBytesLeft = file.size() * KEY_BYTES_FOR_EACH_BYTE;
  }

  /**
   * Reads a table.
   *
   * @throws CheckpointFormatException if the file is missing or damaged; what the visitor throws
   *     passes through
   */
  public static void read(Path path, Visitor visitor) {
    try (TableFile file = TableFile.open(path)) {
      new TableReader(file, visitor).read();
    } catch (IOException e) {
      throw new CheckpointFormatException("The file cannot be read", path.toString(), "", e);
    }
  }

  private void read() throws IOException {
    BlockHandle index = file.footer().index();
    BlockReader blocks = open(index);
    while (next(blocks, index)) {
      BlockHandle handle = handle(blocks, index);
      BlockReader entries = open(handle);
      while (next(entries, handle)) {
        visit(entries, handle);
      }
    }
  }

  private BlockReader open(BlockHandle handle) throws IOException {
    try {
      return new BlockReader(file.block(handle));
    } catch (IllegalArgumentException e) {
      throw file.damaged(String.valueOf(e.getMessage()), handle.offset(), e);
    }
  }

  private boolean next(BlockReader entries, BlockHandle handle) {
    long offset = handle.offset() + entries.position();
    try {
      if (!entries.next(keyBytesLeft)) {
        return false;
      }
    } catch (IllegalArgumentException e) {
      throw file.damaged(String.valueOf(e.getMessage()), offset, e);
    }
    keyBytesLeft -= entries.key().length;
    return true;
  }

  private BlockHandle handle(BlockReader blocks, BlockHandle index) {
    try {
      return BlockHandle.get(blocks.value());
    } catch (IllegalArgumentException e) {
      throw file.damaged("its index block names no block: " + e.getMessage(), index.offset(), e);
    }
  }

  private void visit(BlockReader entries, BlockHandle handle) {
    byte[] key = entries.key();
    if (lastKey != null && Arrays.compareUnsigned(lastKey, key) >= 0) {
      throw file.damaged("its keys do not ascend", handle.offset() + entries.position(), null);
    }
    lastKey = key;
    visitor.entry(key, entries.value());
  }
}
