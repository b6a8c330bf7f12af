package io.kerasport.formats.hdf5;

import io.jhdf.Utils;
import io.jhdf.exceptions.HdfException;
import io.kerasport.model.DType;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * How the elements of a dataset are stored.
 *
 * <p>Message --> class4, version4, class bits24, size32, properties. Follows the HDF5 File Format
 * Specification, IV.A.2.d, of which weights need integers, floating point numbers and the
 * enumeration that h5py makes of booleans.
 *
 * @param dtype what they are
 * @param bigEndian whether their bytes have to be turned around
 */
record ElementType(DType dtype, boolean bigEndian) {
  private static final int INTEGER = 0;
  private static final int FLOATING = 1;
  private static final int OPAQUE = 5;
  private static final int ENUMERATION = 8;
  private static final int PREFIX = 8;
  private static final int SIGNED = 1 << 3;
  private static final int BIG_ENDIAN = 1;
  private static final int VAX_ENDIAN = 1 << 6;
  private static final Set<String> BOOLEAN_NAMES = Set.of("FALSE", "TRUE");

  /**
   * Reads a datatype message. HDF5 has no bfloat16: Keras 3 stores two opaque bytes and the type's
   * name in the attribute {@code dtype}, Keras 2 only the bytes.
   *
   * @param kerasName that attribute, or empty
   */
  static ElementType of(ByteBuffer message, String kerasName) {
    int dataClass = message.get(0) & 0x0F;
    int bits = message.getInt(0) >>> 8;
    int size = message.getInt(4);
    if (size == 2 && (dataClass == OPAQUE || kerasName.equals("bfloat16"))) {
      return new ElementType(DType.BFLOAT16, false);
    }
    message.position(PREFIX);
    return switch (dataClass) {
      case INTEGER -> new ElementType(integer(message, bits, size), isBigEndian(bits, size));
      case FLOATING -> new ElementType(floating(message, bits, size), isBigEndian(bits, size));
      case ENUMERATION -> new ElementType(enumeration(message, bits & 0xFFFF, size), false);
      default ->
          throw new HdfException(
              "elements of the HDF5 datatype class " + dataClass + " are no numbers");
    };
  }

  private static boolean isBigEndian(int bits, int size) {
    return size > 1 && (bits & BIG_ENDIAN) != 0;
  }

  /** Properties --> bit offset16, precision16. */
  private static DType integer(ByteBuffer properties, int bits, int size) {
    int offset = Short.toUnsignedInt(properties.getShort());
    int precision = Short.toUnsignedInt(properties.getShort());
    boolean signed = (bits & SIGNED) != 0;
    int whole = offset == 0 && precision == size * Byte.SIZE ? size : 0;
    return switch (whole) {
      case 1 -> signed ? DType.INT8 : DType.UINT8;
      case 2 -> signed ? DType.INT16 : DType.UINT16;
      case 4 -> signed ? DType.INT32 : DType.UINT32;
      case 8 -> signed ? DType.INT64 : DType.UINT64;
      default -> throw new HdfException("integers of " + precision + " bits are not read");
    };
  }

  /**
   * Properties --> bit offset16, precision16, exponent location8, exponent size8, mantissa
   * location8, mantissa size8, bias32.
   */
  private static DType floating(ByteBuffer properties, int bits, int size) {
    properties.position(PREFIX + 5);
    int exponent = properties.get();
    properties.get();
    int mantissa = properties.get();
    int bias = properties.getInt();
    if ((bits & VAX_ENDIAN) == 0 && bias == (1 << (exponent - 1)) - 1) {
      if (size == 2 && exponent == 5 && mantissa == 10) {
        return DType.HALF;
      }
      if (size == 2 && exponent == 8 && mantissa == 7) {
        return DType.BFLOAT16;
      }
      if (size == 4 && exponent == 8 && mantissa == 23) {
        return DType.FLOAT;
      }
      if (size == 8 && exponent == 11 && mantissa == 52) {
        return DType.DOUBLE;
      }
    }
    throw new HdfException("floating point numbers of this form are not read");
  }

  /** Properties --> base type, name*, value*. Names are padded before version 3. */
  private static DType enumeration(ByteBuffer properties, int count, int size) {
    boolean padded = properties.get(0) >>> 4 < 3;
    properties.position(PREFIX + PREFIX + 4);
    if (size == 1 && count == 2) {
      String first = name(properties, padded);
      String second = name(properties, padded);
      if (!first.equals(second) && BOOLEAN_NAMES.containsAll(Set.of(first, second))) {
        return DType.BOOL;
      }
    }
    throw new HdfException("elements of an enumeration are no numbers");
  }

  private static String name(ByteBuffer properties, boolean padded) {
    int start = properties.position();
    String name = Utils.readUntilNull(properties);
    int length = properties.position() - start;
    properties.position(start + (padded ? (length + 7) / 8 * 8 : length));
    return name;
  }
}
