package io.kerasport.purejava.bundle;

import io.kerasport.export.CheckpointFormatException;
import io.kerasport.purejava.table.MaskedCrc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A tensor in a data file. The file is opened only while the tensor is read.
 *
 * @param file the data file
 * @param key the entry's key, for error messages
 * @param offset of the first byte
 * @param size in bytes
 * @param checksum masked CRC-32C of its values
 */
record StoredTensor(Path file, String key, long offset, long size, int checksum) {
  private static final int BUFFER_SIZE = 1 << 20;

  /**
   * Streams numbers; the checksum is compared behind the last byte.
   *
   * @throws CheckpointFormatException if the file is missing, too short or fails the checksum
   */
  void stream(WritableByteChannel to) throws IOException {
    CRC32C crc = new CRC32C();
    if (size == 0) {
      verify(crc);
      return;
    }
    try (FileChannel channel = open()) {
      ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(size, BUFFER_SIZE));
      for (long done = 0; done < size; done += buffer.limit()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), size - done));
        readFully(channel, buffer, offset + done);
        crc.update(buffer.duplicate());
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
    }
    verify(crc);
  }

  /**
   * The bytes of a scalar string.
   *
   * @throws CheckpointFormatException if the file is missing, too short or fails a checksum
   */
  byte[] text() {
    if (size > Integer.MAX_VALUE) {
      throw damaged("a string of " + size + " bytes", null);
    }
    ByteBuffer stored;
    try (FileChannel channel = open()) {
      stored = ByteBuffer.allocate((int) size);
      readFully(channel, stored, offset);
    } catch (IOException e) {
      throw damaged("it cannot be read: " + e, e);
    }
    CRC32C crc = new CRC32C();
    byte[] text;
    try {
      text = StringTensor.scalar(stored, crc);
    } catch (IllegalArgumentException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
    verify(crc);
    return text;
  }

  /**
   * Checks that the tensor lies inside its file, before anything is allocated for it.
   *
   * @param sizes the sizes of data files that are known; others are looked up and added
   * @throws CheckpointFormatException if the file is missing or too short
   */
  void checkInside(Map<Path, Long> sizes) {
    if (size == 0 && !Files.exists(file)) {
      return;
    }
    Long known = sizes.get(file);
    try {
      long length = known == null ? Files.size(file) : known;
      sizes.put(file, length);
      checkInside(length);
    } catch (NoSuchFileException e) {
      throw damaged("its data file is missing", e);
    } catch (IOException e) {
      throw damaged("its data file cannot be read: " + e, e);
    }
  }

  private void checkInside(long length) {
    if (size > length || offset > length - size) {
      throw damaged(
          "it has %d bytes, but its file ends at %d; file truncated?".formatted(size, length),
          null);
    }
  }

  private FileChannel open() throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw damaged("its data file is missing", e);
    }
    try {
      checkInside(channel.size());
      return channel;
    } catch (IOException | CheckpointFormatException e) {
      channel.close();
      throw e;
    }
  }

  private void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    int start = buffer.position();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position() - start) < 0) {
        throw damaged("the file ends early; is it still being written?", null);
      }
    }
    buffer.position(start);
  }

  private void verify(CRC32C crc) {
    int found = MaskedCrc.of(crc.getValue());
    if (found != checksum) {
      throw damaged("its checksum is 0x%08x, expected 0x%08x".formatted(found, checksum), null);
    }
  }

  private CheckpointFormatException damaged(String what, @Nullable Throwable cause) {
    return new CheckpointFormatException(
        "Entry `" + key + "` of the checkpoint is damaged: " + what,
        file + "@" + offset,
        "Copy or save the checkpoint again.",
        cause);
  }
}
