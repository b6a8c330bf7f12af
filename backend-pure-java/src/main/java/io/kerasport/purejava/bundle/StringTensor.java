package io.kerasport.purejava.bundle;

import io.kerasport.purejava.table.MaskedCrc;
import io.kerasport.purejava.table.Varint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The stored form of strings.
 *
 * <pre>
 * Strings --&gt; Length{n}, LengthsChecksum, Bytes{n}
 * Length  --&gt; {@link Varint}
 * LengthsChecksum --&gt; uint32: {@link MaskedCrc} of the lengths, each taken as a uint32
 * </pre>
 *
 * <p>The checksum of the whole is not that of the stored bytes: it runs over the lengths as uint32,
 * the stored lengths checksum, and the bytes of the strings. A length that does not fit a uint32 is
 * taken as a uint64; Java has no such strings.
 */
final class StringTensor {
  private StringTensor() {}

  /**
   * What stands before the bytes of a scalar string.
   *
   * @param length the string's length in bytes
   * @param crc is updated by what the checksum of the whole takes of it
   */
  static byte[] prefix(int length, CRC32C crc) {
    crc.update(uint32(length));
    byte[] lengthsChecksum = uint32(MaskedCrc.of(crc.getValue()));
    crc.update(lengthsChecksum);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Varint.put(out, length);
    out.writeBytes(lengthsChecksum);
    return out.toByteArray();
  }

  private static byte[] uint32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
