package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import io.kerasport.model.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Single elements of tensors: their width, their value as text and as a number. */
final class Elements {
  private Elements() {}

  /** Bytes of one element, by TensorFlow's number of its type; 0 for types without fixed width. */
  static int width(int dtype) {
    DType known = known(dtype);
    if (known != null) {
      return known.byteSize();
    }
    return switch (dtype) {
      case 11, 12, 24, 25, 29, 30 -> 1; // qint8, quint8, float8, int4: one byte for each element
      case 15, 16 -> 2; // qint16, quint16
      case 13 -> 4; // qint32
      default -> 0;
    };
  }

  /** An element's value. */
  static String of(int dtype, ByteString element) {
    return of(dtype, element.asReadOnlyByteBuffer());
  }

  /**
   * An element's value.
   *
   * @param element its little-endian bytes, from position to limit
   */
  static String of(int dtype, ByteBuffer element) {
    ByteBuffer bytes = element.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = bytes.position();
    DType known = known(dtype);
    if (known == null) {
      return hex(bytes);
    }
    return switch (known) {
      case FLOAT -> Float.toString(bytes.getFloat(at));
      case DOUBLE -> Double.toString(bytes.getDouble(at));
      case HALF, BFLOAT16 -> Float.toString((float) number(known, bytes));
      case INT32 -> Integer.toString(bytes.getInt(at));
      case UINT32 -> Integer.toUnsignedString(bytes.getInt(at));
      case INT64 -> Long.toString(bytes.getLong(at));
      case UINT64 -> Long.toUnsignedString(bytes.getLong(at));
      case INT16 -> Short.toString(bytes.getShort(at));
      case UINT16 -> Integer.toString(Short.toUnsignedInt(bytes.getShort(at)));
      case INT8 -> Byte.toString(bytes.get(at));
      case UINT8 -> Integer.toString(Byte.toUnsignedInt(bytes.get(at)));
      case BOOL -> Boolean.toString(bytes.get(at) != 0);
      case COMPLEX64 -> bytes.getFloat(at) + "+" + bytes.getFloat(at + 4) + "j";
      case COMPLEX128 -> bytes.getDouble(at) + "+" + bytes.getDouble(at + 8) + "j";
      case STRING, RESOURCE, VARIANT -> hex(bytes);
    };
  }

  /** The value of a floating point element. */
  static double number(DType dtype, ByteBuffer element) {
    ByteBuffer bytes = element.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    int at = bytes.position();
    return switch (dtype) {
      case FLOAT -> bytes.getFloat(at);
      case DOUBLE -> bytes.getDouble(at);
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case HALF -> half(bytes.getShort(at));
      case INT32,
          UINT8,
          INT16,
          INT8,
          STRING,
          COMPLEX64,
          INT64,
          BOOL,
          UINT16,
          COMPLEX128,
          RESOURCE,
          VARIANT,
          UINT32,
          UINT64 ->
          throw new IllegalArgumentException(dtype + " is no floating point type");
    };
  }

  private static double half(short bits) {
    int sign = bits < 0 ? -1 : 1;
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0x1f) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    return exponent == 0
        ? sign * fraction * 0x1p-24
        : sign * (1 + fraction * 0x1p-10) * Math.scalb(1.0, exponent - 15);
  }

  private static @Nullable DType known(int dtype) {
    for (DType type : DType.values()) {
      if (type.number() == dtype) {
        return type;
      }
    }
    return null;
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return "0x" + HexFormat.of().formatHex(copy);
  }
}
