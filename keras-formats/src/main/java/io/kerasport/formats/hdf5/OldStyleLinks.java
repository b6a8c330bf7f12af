package io.kerasport.formats.hdf5;

import io.jhdf.LocalHeap;
import io.jhdf.Utils;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The links of a group in the symbol table format, which h5py writes by default.
 *
 * <p>Node --> "TREE", type, level, entries used, left, right, key, (child, key)*. Leaf child -->
 * "SNOD", version, reserved, symbol count, (name offset, header address, cache type, reserved,
 * scratch)*. Follows the HDF5 File Format Specification, III.A.1 and III.B.
 */
final class OldStyleLinks {
  private static final int TREE = 0x45455254;
  private static final int SYMBOL_NODE = 0x444F4E53;
  private static final int SOFT_LINK = 2;
  private static final int SCRATCH = 16;

  private final BoundedStorage storage;
  private final int offsetBytes;
  private final int lengthBytes;
  private final ByteBuffer names;
  private final Map<String, Link> links = new LinkedHashMap<>();

  private OldStyleLinks(BoundedStorage storage, long heapAddress) {
    this.storage = storage;
    this.offsetBytes = storage.getSizeOfOffsets();
    this.lengthBytes = storage.getSizeOfLengths();
    this.names = new LocalHeap(storage, heapAddress).getDataBuffer();
  }

  /** Reads the links of a symbol table message: address of the tree, address of the names. */
  static Map<String, Link> read(BoundedStorage storage, ByteBuffer table) {
    int offsetBytes = storage.getSizeOfOffsets();
    long treeAddress = Utils.readBytesAsUnsignedLong(table, offsetBytes);
    long heapAddress = Utils.readBytesAsUnsignedLong(table, offsetBytes);
    OldStyleLinks reader = new OldStyleLinks(storage, heapAddress);
    reader.readTree(treeAddress);
    return reader.links;
  }

  private void readTree(long root) {
    Set<Long> seen = new HashSet<>();
    Deque<Long> waiting = new ArrayDeque<>();
    waiting.push(root);
    while (!waiting.isEmpty()) {
      long address = waiting.pop();
      if (!seen.add(address)) {
        throw new HdfException("the tree of a group contains itself");
      }
      readNode(address, waiting);
    }
  }

  private void readNode(long address, Deque<Long> waiting) {
    int headerBytes = 8 + 2 * offsetBytes;
    ByteBuffer header = storage.readBufferFromAddress(address, headerBytes);
    if (header.getInt() != TREE || header.get() != 0) {
      throw new HdfException("there is no group node at byte " + address);
    }
    int level = Byte.toUnsignedInt(header.get());
    int used = Short.toUnsignedInt(header.getShort());
    int bytes = used * (offsetBytes + lengthBytes) + lengthBytes;
    ByteBuffer body = storage.readBufferFromAddress(address + headerBytes, bytes);
    long[] children = new long[used];
    for (int i = 0; i < used; i++) {
      body.position(body.position() + lengthBytes);
      children[i] = Utils.readBytesAsUnsignedLong(body, offsetBytes);
    }
    for (int i = 0; i < used; i++) {
      if (level == 0) {
        readSymbols(children[i]);
      } else {
        waiting.push(children[used - 1 - i]);
      }
    }
  }

  private void readSymbols(long address) {
    ByteBuffer header = storage.readBufferFromAddress(address, 8);
    if (header.getInt() != SYMBOL_NODE) {
      throw new HdfException("there is no symbol table node at byte " + address);
    }
    int count = Short.toUnsignedInt(header.getShort(6));
    int entryBytes = 2 * offsetBytes + 8 + SCRATCH;
    ByteBuffer entries = storage.readBufferFromAddress(address + 8, count * entryBytes);
    for (int i = 0; i < count; i++) {
      ByteBuffer entry = entries.slice(i * entryBytes, entryBytes).order(entries.order());
      String name = name(Utils.readBytesAsUnsignedInt(entry, offsetBytes));
      long headerAddress = Utils.readBytesAsUnsignedLong(entry, offsetBytes);
      Link link =
          entry.getInt() == SOFT_LINK ? Link.refused("soft link") : Link.hard(headerAddress);
      if (links.put(name, link) != null) {
        throw new HdfException("a group has two members called `" + name + "`");
      }
    }
  }

  private String name(int offset) {
    names.position(offset);
    return Utils.readUntilNull(names);
  }
}
