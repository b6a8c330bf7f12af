package io.kerasport.formats.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.Utils;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Variable-length values, which HDF5 keeps in collections shared by many attributes. The small
 * collections read last are kept; a large one holds one long value.
 */
final class HeapStrings {
  private static final int KEPT = 64;
  private static final int SMALL = 64 << 10;
  private static final int SIZE_AT = 8;

  private final BoundedStorage storage;
  private final Map<Long, GlobalHeap> recent =
      new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, GlobalHeap> eldest) {
          return size() > KEPT;
        }
      };

  HeapStrings(BoundedStorage storage) {
    this.storage = storage;
  }

  /** The bytes of one value. */
  ByteBuffer bytes(long address, int index, int length) {
    return heap(address).getObjectData(index).slice(0, length);
  }

  private GlobalHeap heap(long address) {
    GlobalHeap kept = recent.get(address);
    if (kept != null) {
      return kept;
    }
    GlobalHeap read = new GlobalHeap(storage, address);
    int lengthBytes = storage.getSizeOfLengths();
    ByteBuffer header = storage.readBufferFromAddress(address, SIZE_AT + lengthBytes);
    if (Utils.readBytesAsUnsignedLong(header.position(SIZE_AT), lengthBytes) <= SMALL) {
      recent.put(address, read);
    }
    return read;
  }
}
