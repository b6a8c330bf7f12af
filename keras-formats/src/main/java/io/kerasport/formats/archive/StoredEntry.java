package io.kerasport.formats.archive;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An entry that lies in its archive as it is. Its checksum is computed of what is read anyway, when
 * it is read for the first time; only the rest is read to verify it.
 */
final class StoredEntry implements ByteSource {
  private static final int BUFFER = 256 << 10;

  private final FileSource bytes;
  private final int expected;
  private final Crc32Runs seen = new Crc32Runs();
  private volatile boolean verified;

  /**
   * An entry that was not looked at yet.
   *
   * @param bytes where it lies
   * @param expected CRC-32 of all of it
   */
  StoredEntry(FileSource bytes, int expected) {
    this.bytes = bytes;
    this.expected = expected;
  }

  @Override
  public String name() {
    return bytes.name();
  }

  @Override
  public long size() {
    return bytes.size();
  }

  @Override
  public Reader open() throws IOException {
    Reader reader = bytes.open();
    return verified ? reader : new WatchedReader(reader, seen);
  }

  @Override
  public void verify() throws IOException {
    if (verified) {
      return;
    }
    readTheRest();
    if (seen.checksum(size()) != expected) {
      throw damaged(name());
    }
    verified = true;
  }

  private void readTheRest() throws IOException {
    long at = seen.firstMissing(0);
    if (at >= size()) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(BUFFER, size()));
    try (Reader reader = open()) {
      while (at < size()) {
        long end = seen.missingUntil(at, size());
        buffer.clear().limit((int) Math.min(BUFFER, end - at));
        reader.readFully(buffer, at);
        at = seen.firstMissing(at);
      }
    }
  }

  static ModelFormatException damaged(String name) {
    return new ModelFormatException(
        "The entry's content does not match its checksum",
        name,
        "Copy the file again, or save it again with Keras.",
        null);
  }

  private record WatchedReader(Reader reader, Crc32Runs seen) implements Reader {
    @Override
    public void readFully(ByteBuffer into, long position) throws IOException {
      int start = into.position();
      reader.readFully(into, position);
      seen.add(position, into.duplicate().flip().position(start));
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
