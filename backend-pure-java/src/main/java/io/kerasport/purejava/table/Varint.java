package io.kerasport.purejava.table;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * An unsigned integer in groups of seven bits, lowest first; all bytes but the last have their
 * highest bit set.
 */
public final class Varint {
  /** The most bytes a 64-bit number takes. */
  public static final int MAX_LENGTH = 10;

  private Varint() {}

  /** Appends a number. */
  public static void put(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /**
   * Takes a number from a buffer.
   *
   * @throws IllegalArgumentException if the buffer ends in it, or it has more than 64 bits
   */
  public static long get(ByteBuffer bytes) {
    long value = 0;
    for (int i = 0; i < MAX_LENGTH; i++) {
      if (!bytes.hasRemaining()) {
        throw new IllegalArgumentException("the data ends in a number");
      }
      byte next = bytes.get();
      value |= (next & 0x7fL) << 7 * i;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than 64 bits");
  }
}
