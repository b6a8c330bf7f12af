package io.kerasport.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import java.util.Arrays;

/**
 * How a dataset is cut into chunks.
 *
 * @param dims sizes of the dataset
 * @param chunk sizes of a chunk; those at the edges go beyond the dataset
 * @param width bytes of one element
 */
record ChunkGrid(long[] dims, int[] chunk, int width) {
  private static final long LARGEST_CHUNK = 64L << 20;

  ChunkGrid {
    if (chunk.length != dims.length
        || chunk.length == 0
        || Arrays.stream(chunk).min().orElse(0) < 1) {
      throw new HdfException(
          "chunks of " + Arrays.toString(chunk) + " in a dataset of " + Arrays.toString(dims));
    }
    if (bytes(chunk, width) > LARGEST_CHUNK) {
      throw new HdfException("chunks of more than " + LARGEST_CHUNK + " bytes are not read");
    }
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
