package io.kerasport.purejava.table;

import io.kerasport.export.CheckpointFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** An open table: gives its footer and its blocks, checked. */
final class TableFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final long size;

  private TableFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static TableFile open(Path path) throws IOException {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new TableFile(path, channel, channel.size());
    } catch (NoSuchFileException e) {
      throw new CheckpointFormatException(
          "There is no such file",
          path.toString(),
          "A checkpoint is named by the path of its files up to `.index`.",
          e);
    }
  }

  long size() {
    return size;
  }

  Footer footer() throws IOException {
    long offset = size - Footer.LENGTH;
    if (offset < 0) {
      throw damaged(
          "the file has %d bytes, too few for the %d of a footer; file truncated?"
              .formatted(size, Footer.LENGTH),
          0,
          null);
    }
    try {
      return Footer.of(read(offset, Footer.LENGTH));
    } catch (IllegalArgumentException e) {
      throw damaged(e.getMessage() + "; file truncated, or no table?", offset, e);
    }
  }

  /** The contents of a block, whose checksum has been verified. */
  ByteBuffer block(BlockHandle handle) throws IOException {
    long offset = handle.offset();
    if (handle.size() > size - BlockTrailer.LENGTH - Footer.LENGTH
        || offset > size - BlockTrailer.LENGTH - Footer.LENGTH - handle.size()
        || handle.size() > Integer.MAX_VALUE - BlockTrailer.LENGTH) {
      throw damaged(
          "a block of %d bytes does not fit the file of %d; file truncated?"
              .formatted(handle.size(), size),
          offset,
          null);
    }
    int length = (int) handle.size();
    ByteBuffer bytes = read(offset, length + BlockTrailer.LENGTH);
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(0, length + 1));
    int stored = bytes.getInt(length + 1);
    if (stored != MaskedCrc.of(crc.getValue())) {
      throw damaged(
          "the checksum of a block of %d bytes is 0x%08x, expected 0x%08x"
              .formatted(length, MaskedCrc.of(crc.getValue()), stored),
          offset,
          null);
    }
    byte compression = bytes.get(length);
    if (compression == BlockTrailer.SNAPPY) {
      throw damaged("the block is compressed with Snappy, which is not supported", offset, null);
    }
    if (compression != BlockTrailer.NO_COMPRESSION) {
      throw damaged("the block has the unknown compression " + compression, offset, null);
    }
    return bytes.slice(0, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer read(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw damaged("the file ends early; is it still being written?", offset, null);
      }
    }
    return bytes.flip();
  }

  /** An error at a position of this file. */
  CheckpointFormatException damaged(String what, long offset, @Nullable Throwable cause) {
    return new CheckpointFormatException(
        "The checkpoint's index is damaged: " + what, path + "@" + offset, "", cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
