package io.kerasport.formats.hdf5;

import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.exceptions.HdfException;
import java.util.Arrays;

/** How a dataset is cut into chunks; those at its edges go beyond it. */
final class ChunkGrid {
  private static final long LARGEST_CHUNK = 64L << 20;

  private final long[] dims;
  private final int[] chunk;
  private final int width;

  /**
   * A grid.
   *
   * @param dims sizes of the dataset
   * @param chunk sizes of a chunk
   * @param width bytes of one element
   */
  ChunkGrid(long[] dims, int[] chunk, int width) {
    this.dims = dims;
    this.chunk = chunk;
    this.width = width;
    boolean sound = chunk.length == dims.length && chunk.length > 0;
    if (!sound || Arrays.stream(chunk).anyMatch(size -> size < 1)) {
      throw new HdfException(
          "chunks of " + Arrays.toString(chunk) + " in a dataset of " + Arrays.toString(dims));
    }
    if (bytes(chunk, width) > LARGEST_CHUNK) {
      throw new HdfException("chunks of more than " + LARGEST_CHUNK + " bytes are not read");
    }
  }

  int rank() {
    return dims.length;
  }

  long size(int axis) {
    return dims[axis];
  }

  int chunkSize(int axis) {
    return chunk[axis];
  }

  int width() {
    return width;
  }

  DatasetInfo info() {
    return new DatasetInfo(chunkBytes(), dims, chunk);
  }

  private static long bytes(int[] chunk, int width) {
    long product = width;
    for (int size : chunk) {
      product = Math.multiplyExact(product, size);
    }
    return product;
  }

  int chunkBytes() {
    return (int) bytes(chunk, width);
  }

  long along(int axis) {
    return (dims[axis] + chunk[axis] - 1) / chunk[axis];
  }

  /** The number of chunks. */
  long count() {
    long product = 1;
    for (int axis = 0; axis < dims.length; axis++) {
      product = Math.multiplyExact(product, along(axis));
    }
    return product;
  }

  /** The row-major position of the chunk that begins at an element. */
  int index(long[] offset) {
    long index = 0;
    for (int axis = 0; axis < dims.length; axis++) {
      if (offset[axis] < 0 || offset[axis] >= dims[axis] || offset[axis] % chunk[axis] != 0) {
        throw new HdfException("a chunk begins at " + Arrays.toString(offset));
      }
      index = index * along(axis) + offset[axis] / chunk[axis];
    }
    return Math.toIntExact(index);
  }

  /** The first element of the chunk at a row-major position. */
  long[] offset(long index) {
    long[] offset = new long[dims.length];
    long rest = index;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      offset[axis] = rest % along(axis) * chunk[axis];
      rest /= along(axis);
    }
    return offset;
  }

  /** Bytes of everything below one index of the first axis. */
  long rowBytes() {
    long product = width;
    for (int axis = 1; axis < dims.length; axis++) {
      product = Math.multiplyExact(product, dims[axis]);
    }
    return product;
  }
}
