package io.kerasport.formats.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import io.kerasport.formats.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * What jHDF reads its structures from. Nothing is allocated for bytes the file does not have, and
 * the total read is bounded, so that structures which contain themselves come to an end.
 */
final class BoundedStorage implements HdfBackingStorage {
  /** The largest single structure; the longest is a model's configuration in a global heap. */
  static final int LARGEST_READ = 80 << 20;

  private static final int PAGE = 8192;
  private static final int PAGES = 256;
  private static final long FIXED_ALLOWANCE = 32L << 20;
  private static final int TIMES_THE_FILE = 4;
  private static final long LARGEST_ALLOWANCE = 512L << 20;

  private final ByteSource.Reader reader;
  private final long size;
  private final Superblock superblock;
  private final ByteBuffer[] pages = new ByteBuffer[PAGES];
  private final long[] pageNumbers = new long[PAGES];
  private long allowance;

  BoundedStorage(ByteSource.Reader reader, long size, Superblock superblock) {
    this.reader = reader;
    this.size = size;
    this.superblock = superblock;
    this.allowance =
        Math.min(
            LARGEST_ALLOWANCE,
            FIXED_ALLOWANCE + TIMES_THE_FILE * Math.min(size, LARGEST_ALLOWANCE));
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    if (length < 0 || address < 0 || address > size || length > size - address) {
      throw new HdfException(
          "a structure at byte " + address + " with " + length + " bytes leaves the file");
    }
    if (length > LARGEST_READ) {
      throw new HdfException("a structure at byte " + address + " has " + length + " bytes");
    }
    allowance -= length;
    if (allowance < 0) {
      throw new HdfException("the structures of the file refer to each other without end");
    }
    long page = address / PAGE;
    int start = (int) (address % PAGE);
    if (start + length <= PAGE) {
      return page(page).slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
    }
    return read(address, length);
  }

  private ByteBuffer page(long number) {
    int slot = (int) (number % PAGES);
    ByteBuffer held = pages[slot];
    if (held == null || pageNumbers[slot] != number) {
      held = read(number * PAGE, (int) Math.min(PAGE, size - number * PAGE));
      pages[slot] = held;
      pageNumbers[slot] = number;
    }
    return held;
  }

  private ByteBuffer read(long address, int length) {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    try {
      reader.readFully(buffer, address);
    } catch (IOException e) {
      throw new HdfException("reading " + length + " bytes at byte " + address + " failed", e);
    }
    return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    if (length > LARGEST_READ) {
      throw new HdfException("a structure at byte " + address + " has " + length + " bytes");
    }
    return readBufferFromAddress(address, (int) length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("only structures are read through this storage");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {}

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean inMemory() {
    return false;
  }
}
