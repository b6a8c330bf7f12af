package io.kerasport.purejava.table;

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
}
