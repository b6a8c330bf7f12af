package io.kerasport.purejava.table;

import java.io.ByteArrayOutputStream;

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
}
