package io.kerasport.formats.archive;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The CRC-32 of bytes that come in any order. Each run of neighbouring bytes has its checksum; when
 * two runs meet, the checksum of both together follows from theirs.
 *
 * <p>A checksum is a polynomial over GF(2), so that behind {@code n} more bytes it is multiplied by
 * x<sup>8n</sup> modulo the polynomial of CRC-32, bits reflected, and what the new bytes have is
 * added.
 */
final class Crc32Runs {
  private static final int POLYNOMIAL = 0xEDB88320;
  private static final int ONE = 1 << 31;
  private static final int X = 1 << 30;
  private static final int BITS_PER_BYTE_LOG = 3;

  /** The powers x, x^2, x^4, x^8 …, as many as a length in bits can have digits. */
  private static final int[] SQUARES = new int[Long.SIZE];

  static {
    SQUARES[0] = X;
    for (int i = 1; i < SQUARES.length; i++) {
      SQUARES[i] = times(SQUARES[i - 1], SQUARES[i - 1]);
    }
  }

  private record Run(long end, int crc) {}

  private final TreeMap<Long, Run> runs = new TreeMap<>();
  private final CRC32 crc = new CRC32();

  /** Takes bytes into account, those of their positions that are new. */
  synchronized void add(long position, ByteBuffer bytes) {
    ByteBuffer rest = bytes.duplicate();
    long end = position + rest.remaining();
    for (long at = position; at < end; ) {
      Map.Entry<Long, Run> before = runs.floorEntry(at);
      if (before != null && before.getValue().end() > at) {
        at = before.getValue().end();
        continue;
      }
      Long next = runs.higherKey(at);
      long stop = next == null ? end : Math.min(next, end);
      int start = bytes.position() + (int) (at - position);
      crc.reset();
      crc.update(rest.limit(start + (int) (stop - at)).position(start));
      put(at, stop, (int) crc.getValue());
      at = stop;
    }
  }

  private void put(long start, long end, int checksum) {
    long from = start;
    Run run = new Run(end, checksum);
    Map.Entry<Long, Run> before = runs.lowerEntry(start);
    if (before != null && before.getValue().end() == start) {
      from = before.getKey();
      run = joined(before.getValue(), run, end - start);
    }
    Run after = runs.remove(end);
    if (after != null) {
      run = joined(run, after, after.end() - end);
    }
    runs.put(from, run);
  }

  private static Run joined(Run left, Run right, long rightLength) {
    return new Run(right.end(), times(left.crc(), power(rightLength)) ^ right.crc());
  }

  /** The first position at or behind another that no run has. */
  synchronized long firstMissing(long position) {
    Map.Entry<Long, Run> before = runs.floorEntry(position);
    return before == null ? position : Math.max(position, before.getValue().end());
  }

  /** The first position behind another that a run has, or else the end. */
  synchronized long missingUntil(long position, long end) {
    @Nullable Long next = runs.higherKey(position);
    return next == null ? end : Math.min(next, end);
  }

  /** The checksum of all bytes from 0 to the end, which must be there. */
  synchronized int checksum(long end) {
    if (end == 0) {
      return 0;
    }
    Run run = runs.get(0L);
    if (run == null || run.end() != end) {
      throw new IllegalStateException("bytes are missing");
    }
    return run.crc();
  }

  /** x to the power of eight times a number, modulo the polynomial. */
  private static int power(long bytes) {
    int product = ONE;
    int bit = BITS_PER_BYTE_LOG;
    for (long rest = bytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) != 0) {
        product = times(product, SQUARES[bit]);
      }
      bit++;
    }
    return product;
  }

  /** The product of two polynomials modulo that of the checksum; the highest bit is x^0. */
  private static int times(int left, int right) {
    int product = 0;
    int shifted = right;
    for (int rest = left; rest != 0; rest <<= 1) {
      product ^= shifted & (rest >> 31);
      shifted = shifted >>> 1 ^ POLYNOMIAL & -(shifted & 1);
    }
    return product;
  }
}
