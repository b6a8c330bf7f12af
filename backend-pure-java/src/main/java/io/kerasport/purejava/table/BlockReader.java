package io.kerasport.purejava.table;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Walks over the entries of one {@link Block}, from the first to the last. */
final class BlockReader {
  private final ByteBuffer entries;
  private byte[] key = new byte[0];
  private ByteBuffer value = ByteBuffer.allocate(0);

  /**
   * A reader before the first entry.
   *
   * @throws IllegalArgumentException if the block has no room for its restarts
   */
  BlockReader(ByteBuffer block) {
    int end = block.limit() - Block.UINT32;
    if (end < 0) {
      throw new IllegalArgumentException("a block of " + block.limit() + " bytes");
    }
    long restarts = Integer.toUnsignedLong(block.getInt(end));
    if (restarts < 1 || restarts > end / Block.UINT32) {
      throw new IllegalArgumentException(
          restarts + " restarts in a block of " + block.limit() + " bytes");
    }
    entries = block.slice(0, end - (int) restarts * Block.UINT32);
  }

  /** Where the next entry begins in the block. */
  int position() {
    return entries.position();
  }

  /**
   * Goes to the next entry.
   *
   * @param longestKey keys beyond that are refused
   * @return whether there is one
   * @throws IllegalArgumentException if it is damaged
   */
  boolean next(long longestKey) {
    if (!entries.hasRemaining()) {
      return false;
    }
    long shared = Varint.get(entries);
    long unshared = Varint.get(entries);
    long valueLength = Varint.get(entries);
    long rest = entries.remaining();
    if (shared < 0 || shared > key.length) {
      throw new IllegalArgumentException(
          "a key shares %d bytes with one of %d".formatted(shared, key.length));
    }
    if (unshared < 0 || valueLength < 0 || unshared > rest || valueLength > rest - unshared) {
      throw new IllegalArgumentException(
          "%d bytes of key and %d of value, but %d are left in the block"
              .formatted(unshared, valueLength, rest));
    }
    if (shared + unshared > longestKey) {
      throw new IllegalArgumentException("keys of more than " + longestKey + " bytes");
    }
    key = Arrays.copyOf(key, (int) (shared + unshared));
    entries.get(key, (int) shared, (int) unshared);
    value = entries.slice(entries.position(), (int) valueLength);
    entries.position(entries.position() + (int) valueLength);
    return true;
  }

  byte[] key() {
    return key;
  }

  ByteBuffer value() {
    return value.duplicate();
  }
}
