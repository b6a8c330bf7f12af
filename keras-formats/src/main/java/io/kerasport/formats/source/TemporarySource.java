package io.kerasport.formats.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes in a temporary file that only this process sees. The file goes when the process ends or
 * when nobody holds this source any more, whichever is first.
 */
public final class TemporarySource implements ByteSource {
  private static final Cleaner CLEANER = Cleaner.create();

  private final String name;
  private final FileChannel channel;
  private final long size;

  private TemporarySource(String name, FileChannel channel, long size) {
    this.name = name;
    this.channel = channel;
    this.size = size;
    CLEANER.register(this, () -> closeUnheld(channel));
  }

  /**
   * Makes an empty file to be filled.
   *
   * @param name what messages call the source
   * @throws IOException if there is no room for temporary files
   */
  public static Writer create(String name) throws IOException {
    Path file = Files.createTempFile("kerasport-", ".tmp");
    return new Writer(
        name,
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  private static void closeUnheld(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing a temporary file", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Reader open() {
    return new HoldingReader(this, new ChannelReader(name, channel, 0, size, false));
  }

  /** Keeps the source alive as long as it is read from. */
  private record HoldingReader(TemporarySource held, Reader reader) implements Reader {
    @Override
    public void readFully(ByteBuffer into, long position) throws IOException {
      try {
        reader.readFully(into, position);
      } finally {
        Reference.reachabilityFence(held);
      }
    }

    @Override
    public void close() {}
  }

  /** Fills a temporary file. Closing it without finishing removes the file. */
  public static final class Writer implements WritableByteChannel {
    private final String name;
    private final FileChannel channel;
    private boolean finished;

    private Writer(String name, FileChannel channel) {
      this.name = name;
      this.channel = channel;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return channel.write(bytes);
    }

    /** Writes at a position. */
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }

    /** The source with everything written so far. The writer must not be used any more. */
    public TemporarySource finish() throws IOException {
      finished = true;
      return new TemporarySource(name, channel, channel.size());
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      if (!finished) {
        channel.close();
      }
    }
  }
}
