package io.kerasport.purejava.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * What follows each block.
 *
 * <pre>
 * BlockTrailer --&gt; Compression, Checksum
 * Compression  --&gt; uint8: 0 none, 1 Snappy
 * Checksum     --&gt; uint32: {@link MaskedCrc} of the block and the compression byte
 * </pre>
 */
final class BlockTrailer {
  static final int LENGTH = 1 + Integer.BYTES;
  static final byte NO_COMPRESSION = 0;
  static final byte SNAPPY = 1;

  private BlockTrailer() {}

  /** The trailer of an uncompressed block. */
  static byte[] of(byte[] block) {
    CRC32C crc = new CRC32C();
    crc.update(block);
    crc.update(NO_COMPRESSION);
    return ByteBuffer.allocate(LENGTH)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(NO_COMPRESSION)
        .putInt(MaskedCrc.of(crc.getValue()))
        .array();
  }
}
