package io.kerasport.formats.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Several sources, one after the other, as one. */
public final class JoinedSource implements ByteSource {
  private final List<? extends ByteSource> parts;
  private final long[] starts;

  /** Joins sources in their order; at least one. */
  public JoinedSource(List<? extends ByteSource> parts) {
    this.parts = List.copyOf(parts);
    this.starts = new long[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], parts.get(i).size());
    }
  }

  @Override
  public String name() {
    return parts.get(0).name();
  }

  @Override
  public long size() {
    return starts[parts.size()];
  }

  @Override
  public Reader open() {
    return new JoinedReader();
  }

  /** Holds one part open at a time. */
  private final class JoinedReader implements Reader {
    private int part = -1;
    private Reader reader = new NoReader();

    @Override
    public void readFully(ByteBuffer into, long position) throws IOException {
      if (position < 0 || into.remaining() > size() - position) {
        throw new EOFException("the data ends at byte " + size() + ": " + name());
      }
      int end = into.limit();
      long at = position;
      try {
        while (into.position() < end) {
          int index = partAt(at);
          int count = (int) Math.min(end - into.position(), starts[index + 1] - at);
          into.limit(into.position() + count);
          reader(index).readFully(into, at - starts[index]);
          at += count;
        }
      } finally {
        into.limit(end);
      }
    }

    private int partAt(long position) {
      int index = Math.max(part, 0);
      while (position < starts[index]) {
        index--;
      }
      while (position >= starts[index + 1]) {
        index++;
      }
      return index;
    }

    private Reader reader(int index) throws IOException {
      if (index != part) {
        reader.close();
        reader = parts.get(index).open();
        part = index;
      }
      return reader;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private static final class NoReader implements Reader {
    @Override
    public void readFully(ByteBuffer into, long position) throws IOException {
      throw new EOFException("nothing is open");
    }

    @Override
    public void close() {}
  }
}
