package io.kerasport.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Undoes the filters of a chunk. jHDF's own inflate as long as there is data; here nothing grows
 * beyond the size of a chunk.
 */
final class ChunkFilters {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int CHECKSUM = 3;
  private static final int CHECKSUM_BYTES = 4;

  private final List<FilterInfo> filters;
  private final int chunkBytes;

  ChunkFilters(List<FilterInfo> filters, int chunkBytes) {
    for (FilterInfo filter : filters) {
      if (filter.getId() < DEFLATE || filter.getId() > CHECKSUM) {
        throw new HdfException(
            "data behind the HDF5 filter "
                + filter.getId()
                + " is not read; deflate, shuffle and fletcher32 are");
      }
    }
    this.filters = List.copyOf(filters);
    this.chunkBytes = chunkBytes;
  }

  /** The bytes of a chunk as they were before the filters. */
  byte[] decode(byte[] stored, long skipped) throws IOException {
    byte[] bytes = stored;
    for (int i = filters.size() - 1; i >= 0; i--) {
      if (((skipped >> i) & 1) == 0) {
        bytes = undo(filters.get(i), bytes);
      }
    }
    if (bytes.length != chunkBytes) {
      throw new IOException("a chunk has " + bytes.length + " bytes, not " + chunkBytes);
    }
    return bytes;
  }

  private byte[] undo(FilterInfo filter, byte[] bytes) throws IOException {
    return switch (filter.getId()) {
      case DEFLATE -> inflate(bytes);
      case SHUFFLE -> filter.getData().length == 0 ? bytes : unshuffle(bytes, filter.getData()[0]);
      default -> Arrays.copyOf(bytes, Math.max(0, bytes.length - CHECKSUM_BYTES));
    };
  }

  private byte[] inflate(byte[] bytes) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] inflated = new byte[chunkBytes + CHECKSUM_BYTES];
      int length = 0;
      while (!inflater.finished()) {
        int count = inflater.inflate(inflated, length, inflated.length - length);
        if (count == 0) {
          throw new IOException("a compressed chunk is damaged or longer than a chunk");
        }
        length += count;
      }
      return length == inflated.length ? inflated : Arrays.copyOf(inflated, length);
    } catch (DataFormatException e) {
      throw new IOException("a compressed chunk is damaged", e);
    } finally {
      inflater.end();
    }
  }

  /** Shuffled bytes are all first bytes of the elements, then all second bytes, and so on. */
  private static byte[] unshuffle(byte[] bytes, int width) throws IOException {
    if (width <= 1) {
      return bytes;
    }
    int count = bytes.length / width;
    byte[] plain = new byte[bytes.length];
    int from = 0;
    for (int part = 0; part < width; part++) {
      for (int element = 0; element < count; element++) {
        plain[element * width + part] = bytes[from++];
      }
    }
    System.arraycopy(bytes, from, plain, from, bytes.length - from);
    return plain;
  }
}
