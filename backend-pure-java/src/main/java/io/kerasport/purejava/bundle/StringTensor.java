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

  /**
   * Takes a scalar string out of its stored form.
   *
   * @param stored the stored form
   * @param crc is updated by what the checksum of the whole takes of it
   * @throws IllegalArgumentException if it is no scalar string, or the lengths checksum fails
   */
  static byte[] scalar(ByteBuffer stored, CRC32C crc) {
    ByteBuffer in = stored.slice().order(ByteOrder.LITTLE_ENDIAN);
    long length = Varint.get(in);
    if (length < 0 || in.remaining() < Integer.BYTES || length != in.remaining() - Integer.BYTES) {
      throw new IllegalArgumentException(
          "a string of %d bytes in %d that are stored".formatted(length, stored.remaining()));
    }
    crc.update(uint32((int) length));
    int expected = in.getInt();
    int found = MaskedCrc.of(crc.getValue());
    if (found != expected) {
      throw new IllegalArgumentException(
          "the checksum of its length is 0x%08x, expected 0x%08x".formatted(found, expected));
    }
    crc.update(uint32(expected));
    crc.update(in.duplicate());
    byte[] text = new byte[in.remaining()];
    in.get(text);
    return text;
  }

  private static byte[] uint32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
