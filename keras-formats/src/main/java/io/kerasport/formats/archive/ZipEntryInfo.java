package io.kerasport.formats.archive;

/**
 * An entry of a zip archive, as the central directory has it.
 *
 * @param name the name
 * @param method 0 for stored, 8 for deflated
 * @param flags general purpose flags
 * @param crc CRC-32 of the content
 * @param compressedSize bytes in the archive
 * @param size bytes of the content
 * @param headerOffset where the local header begins
 */
record ZipEntryInfo(
    String name,
    int method,
    int flags,
    int crc,
    long compressedSize,
    long size,
    long headerOffset) {
  static final int STORED = 0;
  static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1;

  boolean isEncrypted() {
    return (flags & ENCRYPTED) != 0;
  }
}
