package io.kerasport.formats.hdf5;

import io.jhdf.Utils;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds all chunks of a dataset.
 *
 * <p>Node --> "TREE", type, level, entries used, left, right, (key, child)*, key. Key --> size32,
 * filter mask32, offset64*, 0. Follows the HDF5 File Format Specification, III.A.1; the indexes of
 * newer files are jHDF's.
 */
final class ChunkIndex {
  private static final long UNDEFINED = -1;
  private static final int TREE = 0x45455254;
  private static final int CHUNK_NODE = 1;
  private static final int FIXED_ARRAY_COUNT = 8;
  private static final int MOST_CHUNKS = 1 << 24;
  private static final int SMALLEST_ENTRY = 8;
  private static final int DEFLATE_OVERHEAD = 4096;

  private final BoundedStorage storage;
  private final ChunkGrid grid;
  private final @Nullable StoredChunk[] chunks;
  private int found;

  ChunkIndex(BoundedStorage storage, ChunkGrid grid) {
    this.storage = storage;
    this.grid = grid;
    if (grid.count() > Math.min(MOST_CHUNKS, storage.size() / SMALLEST_ENTRY)) {
      throw new HdfException(
          "the dataset declares " + grid.count() + " chunks, which the file does not hold");
    }
    this.chunks = new StoredChunk[(int) grid.count()];
  }

  /** Chunks that a tree of the first version lists. */
  StoredChunk[] fromTree(long root) {
    Set<Long> seen = new HashSet<>();
    Deque<Long> waiting = new ArrayDeque<>();
    waiting.push(root);
    while (!waiting.isEmpty()) {
      long address = waiting.pop();
      if (!seen.add(address)) {
        throw new HdfException("the tree of a dataset contains itself");
      }
      readNode(address, waiting);
    }
    return complete();
  }

  private void readNode(long address, Deque<Long> waiting) {
    int offsetBytes = storage.getSizeOfOffsets();
    int headerBytes = 8 + 2 * offsetBytes;
    ByteBuffer header = storage.readBufferFromAddress(address, headerBytes);
    if (header.getInt() != TREE || header.get() != CHUNK_NODE) {
      throw new HdfException("there is no chunk node at byte " + address);
    }
    int level = Byte.toUnsignedInt(header.get());
    int used = Short.toUnsignedInt(header.getShort());
    int keyBytes = 8 + 8 * (grid.rank() + 1);
    ByteBuffer body =
        storage.readBufferFromAddress(address + headerBytes, used * (keyBytes + offsetBytes));
    for (int i = 0; i < used; i++) {
      long size = Integer.toUnsignedLong(body.getInt());
      long skipped = Integer.toUnsignedLong(body.getInt());
      long[] offset = new long[grid.rank()];
      for (int axis = 0; axis < offset.length; axis++) {
        offset[axis] = body.getLong();
      }
      body.getLong();
      long child = Utils.readBytesAsUnsignedLong(body, offsetBytes);
      if (level == 0) {
        add(offset, new StoredChunk(child, size, skipped));
      } else {
        waiting.push(child);
      }
    }
  }

  /** Chunks that an index of newer files lists. */
  StoredChunk[] from(ChunkedDataLayoutMessageV4 layout) {
    long address = layout.getAddress();
    DatasetInfo info = grid.info();
    if (layout.getIndexingType() == ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX) {
      checkFixedArray(address);
    }
    io.jhdf.dataset.chunked.indexing.ChunkIndex index =
        switch (layout.getIndexingType()) {
          case 1 -> new SingleChunkIndex(layout, info);
          case 2 -> new ImplicitChunkIndex(address, info);
          case 3 -> new FixedArrayIndex(storage, address, info);
          default -> throw new HdfException("datasets that can grow are not read");
        };
    Collection<Chunk> listed = index.getAllChunks();
    for (Chunk chunk : listed) {
      if (chunk.getAddress() == UNDEFINED) {
        continue;
      }
      long[] mask = chunk.getFilterMask().toLongArray();
      add(
          chunk.getChunkOffset(),
          new StoredChunk(chunk.getAddress(), chunk.getSize(), mask.length == 0 ? 0 : mask[0]));
    }
    return complete();
  }

  /** jHDF allocates by the count that the array declares. */
  private void checkFixedArray(long address) {
    int lengthBytes = storage.getSizeOfLengths();
    ByteBuffer header = storage.readBufferFromAddress(address, FIXED_ARRAY_COUNT + lengthBytes);
    long count = Utils.readBytesAsUnsignedLong(header.position(FIXED_ARRAY_COUNT), lengthBytes);
    if (count != grid.count()) {
      throw new HdfException("an index of " + grid.count() + " chunks declares " + count);
    }
  }

  private void add(long[] offset, StoredChunk chunk) {
    int index = grid.index(offset);
    if (chunk.address() < 0
        || chunk.size() <= 0
        || chunk.address() > storage.size()
        || chunk.size() > storage.size() - chunk.address()) {
      throw new HdfException("a chunk lies outside the file");
    }
    if (chunk.size() > grid.chunkBytes() + grid.chunkBytes() / 64 + DEFLATE_OVERHEAD) {
      throw new HdfException("a stored chunk is larger than a chunk");
    }
    if (chunks[index] != null) {
      throw new HdfException("two chunks begin at the same element");
    }
    chunks[index] = chunk;
    found++;
  }

  private StoredChunk[] complete() {
    if (found < chunks.length) {
      throw new HdfException("of " + chunks.length + " chunks, the file holds " + found);
    }
    StoredChunk[] all = new StoredChunk[found];
    System.arraycopy(chunks, 0, all, 0, found);
    return all;
  }
}
