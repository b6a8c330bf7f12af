package io.kerasport.graph;

import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small tensor known when the graph is built: the value of a {@code Const}. Weights are never
 * held like this.
 */
public final class TensorValue {
  private final TensorSpec spec;
  private final byte[] bytes;
  private final List<String> strings;

  private TensorValue(TensorSpec spec, byte[] bytes, List<String> strings) {
    this.spec = spec;
    this.bytes = bytes;
    this.strings = strings;
  }

  /** A tensor of numbers from its row-major little-endian bytes. */
  public static TensorValue ofBytes(TensorSpec spec, byte[] littleEndian) {
    if (littleEndian.length != spec.byteSize()) {
      throw new IllegalArgumentException(littleEndian.length + " bytes for " + spec);
    }
    return new TensorValue(spec, littleEndian.clone(), List.of());
  }

  /** A tensor of strings. */
  public static TensorValue ofStrings(Shape shape, List<String> values) {
    if (shape.elements() != values.size()) {
      throw new IllegalArgumentException(values.size() + " strings for shape " + shape);
    }
    return new TensorValue(new TensorSpec(DType.STRING, shape), new byte[0], List.copyOf(values));
  }

  /** A float32 tensor. */
  public static TensorValue ofFloats(Shape shape, float... values) {
    ByteBuffer buffer = littleEndian(values.length * Float.BYTES);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return ofBytes(new TensorSpec(DType.FLOAT, shape), buffer.array());
  }

  /** An int32 tensor. */
  public static TensorValue ofInts(Shape shape, int... values) {
    ByteBuffer buffer = littleEndian(values.length * Integer.BYTES);
    for (int value : values) {
      buffer.putInt(value);
    }
    return ofBytes(new TensorSpec(DType.INT32, shape), buffer.array());
  }

  /** An int64 tensor. */
  public static TensorValue ofLongs(Shape shape, long... values) {
    ByteBuffer buffer = littleEndian(values.length * Long.BYTES);
    for (long value : values) {
      buffer.putLong(value);
    }
    return ofBytes(new TensorSpec(DType.INT64, shape), buffer.array());
  }

  /**
   * A scalar of any numeric type with the given value, rounded to that type.
   *
   * @throws IllegalArgumentException for types without a numeric value
   */
  public static TensorValue scalar(DType dtype, double value) {
    return ofNumbers(dtype, Shape.scalar(), value);
  }

  /**
   * A tensor of any numeric type with the given elements, rounded to that type.
   *
   * @throws IllegalArgumentException for types without a numeric value
   */
  public static TensorValue ofNumbers(DType dtype, Shape shape, double... values) {
    ByteBuffer buffer = littleEndian(values.length * dtype.byteSize());
    for (double value : values) {
      put(buffer, dtype, value);
    }
    return ofBytes(new TensorSpec(dtype, shape), buffer.array());
  }

  private static void put(ByteBuffer buffer, DType dtype, double value) {
    switch (dtype) {
      case FLOAT -> buffer.putFloat((float) value);
      case DOUBLE -> buffer.putDouble(value);
      case INT32, UINT32 -> buffer.putInt((int) (long) value);
      case INT64, UINT64 -> buffer.putLong((long) value);
      case INT16, UINT16 -> buffer.putShort((short) value);
      case INT8, UINT8 -> buffer.put((byte) value);
      case BOOL -> buffer.put((byte) (value != 0 ? 1 : 0));
      case HALF -> buffer.putShort(HalfFloat.fromFloat((float) value));
      case BFLOAT16 -> buffer.putShort(HalfFloat.bfloat16FromFloat((float) value));
      default -> throw new IllegalArgumentException("no numeric value of type " + dtype);
    }
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Element type and shape. */
  public TensorSpec spec() {
    return spec;
  }

  /** The bytes of a numeric tensor: read-only, little-endian, row-major. Empty for strings. */
  public ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The elements of a string tensor; empty for numbers. */
  public List<String> strings() {
    return strings;
  }

  /**
   * The elements of an integer tensor.
   *
   * @throws IllegalStateException if elements are neither int32 nor int64
   */
  public long[] integers() {
    ByteBuffer buffer = bytes();
    long[] values = new long[Math.toIntExact(spec.shape().elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (spec.dtype()) {
            case INT32 -> buffer.getInt();
            case INT64 -> buffer.getLong();
            default -> throw new IllegalStateException("integers of a tensor of " + spec);
          };
    }
    return values;
  }

  /**
   * The elements of a tensor of numbers, row-major; truth values are 0 and 1. Integers beyond 2⁵³
   * are rounded.
   *
   * @throws IllegalStateException if elements are no real numbers
   */
  public double[] numbers() {
    ByteBuffer buffer = bytes();
    double[] values = new double[Math.toIntExact(spec.shape().elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(buffer);
    }
    return values;
  }

  private double number(ByteBuffer buffer) {
    return switch (spec.dtype()) {
      case FLOAT -> buffer.getFloat();
      case DOUBLE -> buffer.getDouble();
      case HALF -> HalfFloat.toFloat(buffer.getShort());
      case BFLOAT16 -> HalfFloat.bfloat16ToFloat(buffer.getShort());
      case INT8 -> buffer.get();
      case UINT8, BOOL -> Byte.toUnsignedInt(buffer.get());
      case INT16 -> buffer.getShort();
      case UINT16 -> Short.toUnsignedInt(buffer.getShort());
      case INT32 -> buffer.getInt();
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
      case INT64 -> buffer.getLong();
      case UINT64 -> new BigDecimal(Long.toUnsignedString(buffer.getLong())).doubleValue();
      default -> throw new IllegalStateException("numbers of a tensor of " + spec);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TensorValue value
        && spec.equals(value.spec)
        && Arrays.equals(bytes, value.bytes)
        && strings.equals(value.strings);
  }

  @Override
  public int hashCode() {
    return 31 * spec.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "constant " + spec;
  }
}
