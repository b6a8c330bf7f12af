package io.kerasport.purejava.table;

import io.kerasport.export.CheckpointFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads tables: every entry in key order, every length and checksum checked. */
public final class TableReader {
  /** Takes entries. */
  @FunctionalInterface
  public interface Visitor {
    /** Takes an entry; both buffers are read-only and valid only during the call. */
    void entry(byte[] key, ByteBuffer value);
  }

  private final Path path;
  private final FileChannel file;
  private final long size;

  private TableReader(Path path, FileChannel file) throws IOException {
    this.path = path;
    this.file = file;
    this.size = file.size();
  }

  /**
   * Visits every entry of a table.
   *
   * @throws CheckpointFormatException if the file is not a sound table
   * @throws IOException if it cannot be read
   */
  public static void visit(Path path, Visitor visitor) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      new TableReader(path, file).visit(visitor);
    }
  }

  private void visit(Visitor visitor) throws IOException {
    Footer footer = footer();
    Block.Entries handles = entries(footer.index());
    byte @Nullable [] last = null;
    while (next(handles, footer.index())) {
      BlockHandle handle = handle(handles.value(), footer.index().offset());
      Block.Entries entries = entries(handle);
      while (next(entries, handle)) {
        byte[] key = entries.key();
        if (last != null && Arrays.compareUnsigned(last, key) >= 0) {
          throw damaged("keys do not ascend", handle.offset() + entries.position());
        }
        visitor.entry(key, entries.value());
        last = key;
      }
    }
  }

  private boolean next(Block.Entries entries, BlockHandle block) {
    try {
      return entries.next();
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()), block.offset() + entries.position());
    }
  }

  private Footer footer() throws IOException {
    if (size < Footer.LENGTH) {
      throw damaged("a table has at least " + Footer.LENGTH + " bytes, this one " + size, 0);
    }
    long position = size - Footer.LENGTH;
    ByteBuffer bytes = read(position, Footer.LENGTH);
    long magic = bytes.getLong(Footer.HANDLES_LENGTH);
    if (magic != Footer.MAGIC) {
      throw damaged(
          "the table's magic number should be %#x and is %#x".formatted(Footer.MAGIC, magic),
          position + Footer.HANDLES_LENGTH);
    }
    return new Footer(handle(bytes, position), handle(bytes, position));
  }

  private BlockHandle handle(ByteBuffer bytes, long where) {
    long offset = varint(bytes, where);
    long length = varint(bytes, where);
    if (offset < 0 || length < 0 || length > size || offset > size - length - BlockTrailer.LENGTH) {
      throw damaged(
          "a block of " + length + " bytes at " + offset + " does not lie in the file", where);
    }
    return new BlockHandle(offset, length);
  }

  private long varint(ByteBuffer bytes, long where) {
    try {
      return Varint.get(bytes);
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()), where);
    }
  }

  private Block.Entries entries(BlockHandle handle) throws IOException {
    int length = Math.toIntExact(Math.min(handle.size(), Integer.MAX_VALUE - BlockTrailer.LENGTH));
    ByteBuffer bytes = read(handle.offset(), length + BlockTrailer.LENGTH);
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, length + 1));
    int stored = bytes.getInt(length + 1);
    if (MaskedCrc.of(crc.getValue()) != stored) {
      throw damaged("the checksum of a block does not match", handle.offset());
    }
    byte compression = bytes.get(length);
    if (compression != BlockTrailer.NO_COMPRESSION) {
      throw new CheckpointFormatException(
          compression == BlockTrailer.SNAPPY
              ? "The index is compressed with Snappy, which checkpoints never are"
              : "The index has the unknown compression " + compression,
          at(handle.offset() + length),
          "",
          null);
    }
    try {
      return new Block.Entries(bytes.slice(0, length).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()), handle.offset());
    }
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw damaged("the file ends in a block", position);
      }
    }
    return bytes.flip();
  }

  private CheckpointFormatException damaged(String what, long position) {
    return new CheckpointFormatException(
        "The checkpoint's index is damaged: " + what,
        at(position),
        "Was the file truncated? Copy the whole directory again.",
        null);
  }

  private String at(long position) {
    return path + " at " + position;
  }
}
