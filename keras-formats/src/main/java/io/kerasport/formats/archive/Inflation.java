package io.kerasport.formats.archive;

import io.kerasport.formats.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Copies the data of an entry, inflating it, and never more than it declares. */
final class Inflation {
  private static final int BUFFER = 64 << 10;

  private Inflation() {}

  static void run(
      ByteSource.Reader from, long compressedSize, WritableByteChannel to, long declaredSize)
      throws IOException, DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      ByteBuffer in = ByteBuffer.allocate(BUFFER).limit(0);
      ByteBuffer out = ByteBuffer.allocate(BUFFER);
      long read = 0;
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int count = (int) Math.min(BUFFER, compressedSize - read);
          if (count == 0 || inflater.needsDictionary()) {
            throw new DataFormatException("the compressed data ends early");
          }
          from.readFully(in.clear().limit(count), read);
          read += count;
          inflater.setInput(in.flip());
        }
        inflater.inflate(out.clear());
        if (inflater.getBytesWritten() > declaredSize) {
          throw new DataFormatException("the data is longer than the declared " + declaredSize);
        }
        write(out.flip(), to);
      }
      if (inflater.getBytesWritten() != declaredSize) {
        throw new DataFormatException("the data is shorter than the declared " + declaredSize);
      }
    } finally {
      inflater.end();
    }
  }

  static void copy(ByteSource.Reader from, long size, WritableByteChannel to) throws IOException {
    // direct, as checksums of it are computed and files are read without another copy
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(4 * BUFFER, size));
    for (long at = 0; at < size; ) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
      from.readFully(buffer, at);
      at += buffer.position();
      write(buffer.flip(), to);
    }
  }

  private static void write(ByteBuffer bytes, WritableByteChannel to) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
