package io.kerasport.formats.hdf5;

import io.jhdf.GlobalHeap;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variable-length values, which HDF5 keeps in collections shared by many attributes. */
final class HeapStrings {
  private static final int KEPT = 8;

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
    GlobalHeap heap = recent.computeIfAbsent(address, at -> new GlobalHeap(storage, at));
    ByteBuffer data = heap.getObjectData(index);
    return data.slice(0, length);
  }
}
