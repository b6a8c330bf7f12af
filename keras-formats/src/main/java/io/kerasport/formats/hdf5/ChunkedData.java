package io.kerasport.formats.hdf5;

import io.kerasport.formats.source.ByteSource;
import io.kerasport.formats.source.TemporarySource;
import io.kerasport.model.WeightData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * Streams a dataset that is cut into chunks, one band of chunks along the first axis at a time.
 * Each chunk is decoded once. A band that would take too much memory is put together in a temporary
 * file.
 */
final class ChunkedData implements WeightData {
  private static final long LARGEST_BAND_IN_MEMORY = 32L << 20;

  private final ByteSource source;
  private final TensorStream stream;
  private final ChunkGrid grid;
  private final StoredChunk[] chunks;
  private final ChunkFilters filters;
  private final ElementType type;

  ChunkedData(
      ByteSource source,
      TensorStream stream,
      ChunkGrid grid,
      StoredChunk[] chunks,
      ChunkFilters filters,
      ElementType type) {
    this.source = source;
    this.stream = stream;
    this.grid = grid;
    this.chunks = chunks;
    this.filters = filters;
    this.type = type;
  }

  /** Takes bytes of a band at positions in it. */
  @FunctionalInterface
  private interface Band {
    void put(long position, byte[] bytes, int offset, int length) throws IOException;
  }

  @Override
  public void writeTo(WritableByteChannel channel) throws IOException {
    int bandRows = grid.chunkSize(0);
    int perBand = (int) (grid.count() / Math.max(1, grid.along(0)));
    try (ByteSource.Reader reader = source.open()) {
      for (int first = 0; first < chunks.length; first += perBand) {
        long rows = Math.min(bandRows, grid.size(0) - grid.offset(first)[0]);
        long bytes = rows * grid.rowBytes();
        if (bytes <= LARGEST_BAND_IN_MEMORY) {
          byte[] band = new byte[(int) bytes];
          fill(
              reader,
              first,
              perBand,
              (at, from, offset, length) -> System.arraycopy(from, offset, band, (int) at, length));
          stream.write(channel, ByteBuffer.wrap(band), type);
        } else {
          writeThroughFile(reader, first, perBand, bytes, channel);
        }
      }
    }
  }

  private void writeThroughFile(
      ByteSource.Reader reader, int first, int count, long bytes, WritableByteChannel channel)
      throws IOException {
    TemporarySource band;
    try (TemporarySource.Writer file = TemporarySource.create(source.name())) {
      fill(
          reader,
          first,
          count,
          (at, from, offset, length) -> file.write(ByteBuffer.wrap(from, offset, length), at));
      band = file.finish();
    }
    new TensorStream(band).copy(channel, 0, bytes, type);
  }

  private void fill(ByteSource.Reader reader, int first, int count, Band band) throws IOException {
    for (int i = first; i < first + count; i++) {
      StoredChunk chunk = chunks[i];
      ByteBuffer stored = ByteBuffer.allocate((int) chunk.size());
      reader.readFully(stored, chunk.address());
      copyRuns(filters.decode(stored.array(), chunk.skippedFilters()), grid.offset(i), band);
    }
  }

  /** Copies the part of a chunk that is inside the dataset, a run along the last axis at a time. */
  private void copyRuns(byte[] decoded, long[] offset, Band band) throws IOException {
    int rank = offset.length;
    long[] inside = new long[rank];
    long runs = 1;
    for (int axis = 0; axis < rank; axis++) {
      inside[axis] = Math.min(grid.chunkSize(axis), grid.size(axis) - offset[axis]);
      runs *= axis < rank - 1 ? inside[axis] : 1;
    }
    int runBytes = (int) inside[rank - 1] * grid.width();
    for (long run = 0; run < runs; run++) {
      long rest = run;
      long inChunk = 0;
      long inBand = offset[rank - 1] * grid.width();
      long chunkStride = (long) grid.chunkSize(rank - 1) * grid.width();
      long bandStride = grid.size(rank - 1) * grid.width();
      for (int axis = rank - 2; axis >= 0; axis--) {
        long at = rest % inside[axis];
        rest /= inside[axis];
        inChunk += at * chunkStride;
        inBand += (axis == 0 ? at : offset[axis] + at) * bandStride;
        chunkStride *= grid.chunkSize(axis);
        bandStride *= grid.size(axis);
      }
      band.put(rank == 1 ? 0 : inBand, decoded, (int) inChunk, runBytes);
    }
  }
}
