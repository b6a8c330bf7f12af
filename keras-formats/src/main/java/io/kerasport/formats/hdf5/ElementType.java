package io.kerasport.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OpaqueDataType;
import io.jhdf.object.datatype.OrderedDataType;
import io.kerasport.model.DType;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * How the elements of a dataset are stored.
 *
 * @param dtype what they are
 * @param bigEndian whether their bytes have to be turned around
 */
record ElementType(DType dtype, boolean bigEndian) {
  private static final Set<String> BOOLEAN_NAMES = Set.of("FALSE", "TRUE");

  /**
   * Reads a type.
   *
   * @param kerasName the name Keras left in the attribute {@code dtype} where HDF5 has no such
   *     type; empty otherwise
   */
  static ElementType of(DataType type, String kerasName) {
    if (kerasName.equals("bfloat16") && type.getSize() == 2) {
      return new ElementType(DType.BFLOAT16, bigEndian(type));
    }
    if (type instanceof FixedPoint integer) {
      return new ElementType(integer(integer), bigEndian(type));
    }
    if (type instanceof FloatingPoint floating) {
      return new ElementType(floating(floating), bigEndian(type));
    }
    if (type instanceof EnumDataType choice
        && choice.getSize() == 1
        && BOOLEAN_NAMES.equals(Set.copyOf(choice.getEnumMapping().values()))) {
      return new ElementType(DType.BOOL, false);
    }
    throw new HdfException(
        "elements of the HDF5 type " + type.getClass().getSimpleName() + " are no numbers");
  }

  private static boolean bigEndian(DataType type) {
    return !(type instanceof OpaqueDataType)
        && type instanceof OrderedDataType ordered
        && ordered.getByteOrder() == ByteOrder.BIG_ENDIAN;
  }

  private static DType integer(FixedPoint type) {
    if (type.getBitOffset() == 0 && type.getBitPrecision() == type.getSize() * Byte.SIZE) {
      boolean signed = type.isSigned();
      switch (type.getSize()) {
        case 1:
          return signed ? DType.INT8 : DType.UINT8;
        case 2:
          return signed ? DType.INT16 : DType.UINT16;
        case 4:
          return signed ? DType.INT32 : DType.UINT32;
        case 8:
          return signed ? DType.INT64 : DType.UINT64;
        default:
          break;
      }
    }
    throw new HdfException("integers of " + type.getBitPrecision() + " bits are not read");
  }

  private static DType floating(FloatingPoint type) {
    int exponent = type.getExponentSize();
    int mantissa = type.getMantissaSize();
    if (type.getSize() == 2 && exponent == 5 && mantissa == 10) {
      return DType.HALF;
    }
    if (type.getSize() == 2 && exponent == 8 && mantissa == 7) {
      return DType.BFLOAT16;
    }
    if (type.getSize() == 4 && exponent == 8 && mantissa == 23) {
      return DType.FLOAT;
    }
    if (type.getSize() == 8 && exponent == 11 && mantissa == 52) {
      return DType.DOUBLE;
    }
    throw new HdfException(
        "floating point numbers of " + type.getSize() + " bytes in this layout are not read");
  }
}
