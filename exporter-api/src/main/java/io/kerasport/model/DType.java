package io.kerasport.model;

import java.util.Locale;

/**
 * The element types of tensors, with TensorFlow's {@code DataType} numbers and Keras' names.
 *
 * <p>Numbers follow {@code tensorflow/core/framework/types.proto}.
 */
public enum DType {
  FLOAT(1, 4, "float32"),
  DOUBLE(2, 8, "float64"),
  INT32(3, 4, "int32"),
  UINT8(4, 1, "uint8"),
  INT16(5, 2, "int16"),
  INT8(6, 1, "int8"),
  STRING(7, 0, "string"),
  COMPLEX64(8, 8, "complex64"),
  INT64(9, 8, "int64"),
  BOOL(10, 1, "bool"),
  BFLOAT16(14, 2, "bfloat16"),
  UINT16(17, 2, "uint16"),
  COMPLEX128(18, 16, "complex128"),
  HALF(19, 2, "float16"),
  RESOURCE(20, 0, "resource"),
  VARIANT(21, 0, "variant"),
  UINT32(22, 4, "uint32"),
  UINT64(23, 8, "uint64");

  private static final DType[] VALUES = values();

  private final int number;
  private final int byteSize;
  private final String kerasName;

  DType(int number, int byteSize, String kerasName) {
    this.number = number;
    this.byteSize = byteSize;
    this.kerasName = kerasName;
  }

  /** The number of this type in TensorFlow's {@code DataType} enum. */
  public int number() {
    return number;
  }

  /** Bytes of one element, or 0 for types without a fixed width (string, resource, variant). */
  public int byteSize() {
    return byteSize;
  }

  /** The name Keras configurations use, such as {@code float32}. */
  public String kerasName() {
    return kerasName;
  }

  /** Whether elements are real floating point numbers. */
  public boolean isFloating() {
    return this == FLOAT || this == DOUBLE || this == HALF || this == BFLOAT16;
  }

  /**
   * Finds the type with a TensorFlow number.
   *
   * @throws IllegalArgumentException if Kerasport has no such type
   */
  public static DType ofNumber(int number) {
    for (DType type : VALUES) {
      if (type.number == number) {
        return type;
      }
    }
    throw new IllegalArgumentException("no element type has TensorFlow's number " + number);
  }

  /**
   * Finds the type with a Keras name.
   *
   * @throws IllegalArgumentException if there is no such type
   */
  public static DType ofKerasName(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    for (DType type : VALUES) {
      if (type.kerasName.equals(wanted)) {
        return type;
      }
    }
    throw new IllegalArgumentException("no element type is called `" + name + "`");
  }
}
