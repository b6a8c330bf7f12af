package io.kerasport.formats.hdf5;

import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.exceptions.HdfException;
import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.source.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;

/**
 * An HDF5 file that is open for reading its structure. Datasets found in it stay readable after it
 * is closed. Not for use by several threads.
 */
public final class Hdf5File implements AutoCloseable {
  /** The eight bytes every HDF5 file without a user block begins with. */
  public static final long SIGNATURE = 0x894844460D0A1A0AL;

  private static final int LONGEST_SUPERBLOCK = 128;
  private static final String WAY_OUT =
      "The file may have been damaged on its way or not been written to its end; copy or save it"
          + " again.";

  private final ByteSource source;
  private final ByteSource.Reader reader;
  private final BoundedStorage storage;
  private final HeapStrings heapStrings;
  private final TensorStream stream;

  private Hdf5File(ByteSource source, ByteSource.Reader reader) {
    this.source = source;
    this.reader = reader;
    this.storage = new BoundedStorage(reader, source.size(), superblock(reader));
    this.heapStrings = new HeapStrings(storage);
    this.stream = new TensorStream(source);
  }

  /**
   * Opens a file.
   *
   * @throws ModelFormatException if it is no HDF5 file, or a truncated one
   */
  public static Hdf5File open(ByteSource source) {
    ByteSource.Reader reader;
    try {
      reader = source.open();
    } catch (IOException e) {
      throw new ModelFormatException("The file cannot be read", source.name(), "", e);
    }
    try {
      return guarded(source::name, () -> new Hdf5File(source, reader));
    } catch (RuntimeException e) {
      closeQuietly(reader, e);
      throw e;
    }
  }

  private static Superblock superblock(ByteSource.Reader reader) {
    ByteBuffer start = ByteBuffer.allocate(LONGEST_SUPERBLOCK);
    try {
      reader.readFully(start, 0);
    } catch (IOException e) {
      throw new HdfException("the file is shorter than any HDF5 file", e);
    }
    Superblock superblock = Superblock.readSuperblock(start.flip().order(ByteOrder.LITTLE_ENDIAN));
    if (superblock.getBaseAddressByte() != 0) {
      throw new HdfException("the file's addresses count from " + superblock.getBaseAddressByte());
    }
    return superblock;
  }

  /**
   * The root group.
   *
   * @throws ModelFormatException if the file is shorter than it says, or its root is damaged
   */
  public Hdf5Group root() {
    return guarded(source::name, this::readRoot);
  }

  private Hdf5Group readRoot() {
    Superblock superblock = storage.getSuperblock();
    long declared = superblock.getEndOfFileAddress();
    if (declared > source.size()) {
      throw new HdfException(
          "the file is truncated: it says it has " + declared + " bytes, and has " + source.size());
    }
    long address;
    if (superblock instanceof Superblock.SuperblockV0V1 old) {
      address =
          new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress())
              .getObjectHeaderAddress();
    } else {
      address = ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    }
    return new Hdf5Group(this, address, "/");
  }

  BoundedStorage storage() {
    return storage;
  }

  HeapStrings heapStrings() {
    return heapStrings;
  }

  ByteSource source() {
    return source;
  }

  TensorStream stream() {
    return stream;
  }

  String place(String path) {
    return source.name() + "!" + path;
  }

  /** Runs code that calls jHDF, and turns everything it throws on damaged files into one error. */
  static <T> T guarded(Supplier<String> place, Supplier<T> code) {
    try {
      return code.get();
    } catch (ModelFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelFormatException(
          "The HDF5 file cannot be read (" + reason(e) + ")", place.get(), WAY_OUT, e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      // jHDF recurses over trees and sizes lists by counts in the file
      throw new ModelFormatException(
          "The HDF5 file cannot be read (its structures have no reasonable size)",
          place.get(),
          WAY_OUT,
          null);
    }
  }

  /** The innermost message that was written for a reader; jHDF wraps, the JDK counts bytes. */
  private static String reason(Throwable failure) {
    String reason = "a structure is damaged";
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof HdfException && at.getMessage() != null) {
        reason = at.getMessage();
      }
    }
    return reason;
  }

  private static void closeQuietly(ByteSource.Reader reader, RuntimeException failure) {
    try {
      reader.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing " + source.name(), e);
    }
  }
}
