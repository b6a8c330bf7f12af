package io.kerasport.formats.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;

/** Computes the checksum of what passes through. */
record ChecksumChannel(WritableByteChannel to, CRC32 crc) implements WritableByteChannel {
  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer seen = source.duplicate();
    int count = to.write(source);
    crc.update(seen.limit(seen.position() + count));
    return count;
  }

  @Override
  public boolean isOpen() {
    return to.isOpen();
  }

  @Override
  public void close() throws IOException {
    to.close();
  }
}
