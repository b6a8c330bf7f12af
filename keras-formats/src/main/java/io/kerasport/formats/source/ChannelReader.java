package io.kerasport.formats.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a range of a channel. */
record ChannelReader(String name, FileChannel channel, long offset, long size, boolean owned)
    implements ByteSource.Reader {
  @Override
  public void readFully(ByteBuffer into, long position) throws IOException {
    if (position < 0 || position > size || into.remaining() > size - position) {
      throw new EOFException(
          "bytes "
              + position
              + " to "
              + (position + into.remaining())
              + " of "
              + size
              + ": "
              + name);
    }
    long at = offset + position;
    while (into.hasRemaining()) {
      int count = channel.read(into, at);
      if (count < 0) {
        throw new EOFException("the file ends at byte " + at + ": " + name);
      }
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      channel.close();
    }
  }
}
