package io.kerasport.purejava.table;

/**
 * The form in which checksums are stored: CRC-32C, rotated and offset, so that the checksum of data
 * that contains checksums is sound.
 */
public final class MaskedCrc {
  private static final int OFFSET = 0xa282ead8;
  private static final int ROTATION = 15;

  private MaskedCrc() {}

  /** The stored form of a CRC-32C, as {@link java.util.zip.CRC32C#getValue()} gives it. */
  public static int of(long crc) {
    return Integer.rotateRight((int) crc, ROTATION) + OFFSET;
  }
}
