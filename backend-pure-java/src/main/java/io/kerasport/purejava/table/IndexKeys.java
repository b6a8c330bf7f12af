package io.kerasport.purejava.table;

import java.util.Arrays;

/**
 * The short keys of an index block. Any key between the blocks would do; these are TensorFlow's.
 */
final class IndexKeys {
  private static final int HIGHEST = 0xff;

  private IndexKeys() {}

  /** A short key that is not below {@code last} and is below {@code next}. */
  static byte[] between(byte[] last, byte[] next) {
    int at = Arrays.mismatch(last, next);
    if (at >= 0 && at < last.length && at < next.length) {
      int byteAt = Byte.toUnsignedInt(last[at]);
      if (byteAt < HIGHEST && byteAt + 1 < Byte.toUnsignedInt(next[at])) {
        return cutAfterIncrement(last, at);
      }
    }
    return last;
  }

  /** A short key that is not below {@code last}. */
  static byte[] after(byte[] last) {
    for (int at = 0; at < last.length; at++) {
      if (Byte.toUnsignedInt(last[at]) != HIGHEST) {
        return cutAfterIncrement(last, at);
      }
    }
    return last;
  }

  private static byte[] cutAfterIncrement(byte[] key, int at) {
    byte[] cut = Arrays.copyOf(key, at + 1);
    cut[at]++;
    return cut;
  }
}
