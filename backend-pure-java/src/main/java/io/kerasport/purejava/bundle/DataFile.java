package io.kerasport.purejava.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/** The one data file of a bundle that is being written: everything goes through one buffer. */
final class DataFile implements Closeable {
  private static final int BUFFER_SIZE = 1 << 20;

  /** From this size on, a write of its own costs less than a copy. */
  private static final int DIRECT_PORTION = 1 << 16;

  private final WritableByteChannel file;
  private final Progress progress;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
  private final CRC32C crc = new CRC32C();
  private long position;

  /** Is told how many bytes are in the file. */
  interface Progress {
    void written(long bytes);
  }

  /** The file cannot be written; tells the caller that the source is not to blame. */
  static final class WriteFailure extends IOException {
    private static final long serialVersionUID = 1L;

    WriteFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** A data file at its start; closing it closes the channel. */
  DataFile(WritableByteChannel file, Progress progress) {
    this.file = file;
    this.progress = progress;
  }

  /** How many bytes have been taken so far: the offset of the next tensor. */
  long position() {
    return position;
  }

  /** Starts a tensor: the checksum runs from here. */
  CRC32C beginChecksum() throws IOException {
    flush();
    crc.reset();
    return crc;
  }

  /** Ends a tensor: everything is in the file and in the checksum. */
  long endChecksum() throws IOException {
    flush();
    return crc.getValue();
  }

  /** Takes bytes that the checksum leaves out. */
  void putUnchecked(byte[] bytes) throws IOException {
    flush();
    write(ByteBuffer.wrap(bytes));
    position += bytes.length;
  }

  /** Takes bytes. Large portions of direct memory need not go through the buffer. */
  void put(ByteBuffer bytes) throws IOException {
    if (bytes.isDirect() && bytes.remaining() >= DIRECT_PORTION) {
      flush();
      putDirect(bytes);
      return;
    }
    position += bytes.remaining();
    while (bytes.hasRemaining()) {
      int length = Math.min(buffer.remaining(), bytes.remaining());
      buffer.put(buffer.position(), bytes, bytes.position(), length);
      buffer.position(buffer.position() + length);
      bytes.position(bytes.position() + length);
      if (!buffer.hasRemaining()) {
        flush();
      }
    }
  }

  private void putDirect(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int length = Math.min(BUFFER_SIZE, bytes.remaining());
      ByteBuffer portion = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      crc.update(portion.duplicate());
      write(portion);
      position += length;
      progress.written(position);
    }
  }

  /**
   * A channel into this file for one tensor.
   *
   * @param size how many bytes the tensor has; bytes beyond that are counted and dropped
   */
  TensorChannel tensor(long size) {
    return new TensorChannel(size);
  }

  private void flush() throws IOException {
    if (buffer.position() == 0) {
      return;
    }
    buffer.flip();
    crc.update(buffer);
    buffer.rewind();
    write(buffer);
    buffer.clear();
    progress.written(position);
  }

  private void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (IOException e) {
      throw new WriteFailure(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Takes the bytes of one tensor and counts them. */
  final class TensorChannel implements WritableByteChannel {
    private final long size;
    private long received;

    TensorChannel(long size) {
      this.size = size;
    }

    /** How many bytes came, superfluous ones included. */
    long received() {
      return received;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      long wanted = Math.max(0, Math.min(length, size - received));
      received += length;
      int end = bytes.limit();
      bytes.limit(bytes.position() + (int) wanted);
      put(bytes);
      bytes.limit(end).position(end);
      return length;
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    /** Leaves the file open: the next tensor follows. */
    @Override
    public void close() {}
  }
}
