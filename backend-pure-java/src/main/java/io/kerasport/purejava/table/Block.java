package io.kerasport.purejava.table;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A block of entries with shared key prefixes.
 *
 * <pre>
 * Block   --&gt; Entry*, RestartOffset{RestartCount}, RestartCount
 * Entry   --&gt; Shared, Unshared, ValueLength, KeySuffix{Unshared}, Value{ValueLength}
 * Shared, Unshared, ValueLength --&gt; {@link Varint}
 * RestartOffset, RestartCount   --&gt; uint32
 * </pre>
 *
 * <ul>
 *   <li>Shared is how many bytes of its key an entry has in common with the key before it.
 *   <li>A restart offset is that of an entry with Shared 0. The first is 0, even in a block without
 *       entries.
 * </ul>
 */
final class Block {
  /** The bytes of a restart offset, and of the restart count. */
  static final int UINT32 = Integer.BYTES;

  private Block() {}

  /** The entries of a block, in order. */
  static final class Entries {
    private final ByteBuffer entries;
    private byte[] key = {};
    private ByteBuffer value = ByteBuffer.allocate(0);

    /**
     * Reads a block.
     *
     * @param block its bytes without the trailer, little-endian
     * @throws IllegalArgumentException if its restarts do not fit into it
     */
    Entries(ByteBuffer block) {
      int length = block.limit();
      int restarts = length < UINT32 ? -1 : block.getInt(length - UINT32);
      if (restarts < 1 || restarts > (length - UINT32) / UINT32) {
        throw new IllegalArgumentException(
            restarts + " restarts in a block of " + length + " bytes");
      }
      entries = block.slice(0, length - UINT32 - restarts * UINT32);
    }

    /**
     * Goes on to the next entry.
     *
     * @return whether there is one
     * @throws IllegalArgumentException if an entry does not fit into the block
     */
    boolean next() {
      if (!entries.hasRemaining()) {
        return false;
      }
      long shared = Varint.get(entries);
      long unshared = Varint.get(entries);
      long length = Varint.get(entries);
      long left = entries.remaining();
      if (shared < 0
          || shared > key.length
          || unshared < 0
          || unshared > left
          || length < 0
          || length > left - unshared) {
        throw new IllegalArgumentException(
            "an entry with a key of "
                + shared
                + "+"
                + unshared
                + " bytes and a value of "
                + length
                + " does not fit into its block");
      }
      byte[] next = Arrays.copyOf(key, (int) (shared + unshared));
      entries.get(next, (int) shared, (int) unshared);
      key = next;
      value = entries.slice(entries.position(), (int) length).asReadOnlyBuffer();
      entries.position(entries.position() + (int) length);
      return true;
    }

    byte[] key() {
      return key;
    }

    ByteBuffer value() {
      return value;
    }

    /** How far the entries have been read. */
    int position() {
      return entries.position();
    }
  }
}
