package io.kerasport.purejava.shape;

import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * A tensor of numbers whose value is known while the graph is built, such as the shape input of a
 * {@code Reshape}. Integers and truth values (0 and 1) are held as long, real numbers as double.
 */
final class ConstantTensor {
  private final DType dtype;
  private final Shape shape;
  private final long[] integers;
  private final double[] reals;

  private ConstantTensor(DType dtype, Shape shape, long[] integers, double[] reals) {
    this.dtype = dtype;
    this.shape = shape;
    this.integers = integers;
    this.reals = reals;
  }

  /** Integers or truth values. */
  static ConstantTensor ofIntegers(DType dtype, Shape shape, long... values) {
    return new ConstantTensor(dtype, shape, values, new double[0]);
  }

  /** Real numbers, rounded to the element type. */
  static ConstantTensor ofReals(DType dtype, Shape shape, double... values) {
    double[] rounded = values.clone();
    if (dtype == DType.FLOAT) {
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) rounded[i];
      }
    }
    return new ConstantTensor(dtype, shape, new long[0], rounded);
  }

  /** The value of a {@code Const}, or empty for elements that no shape depends on. */
  static Optional<ConstantTensor> of(TensorValue value) {
    DType dtype = value.spec().dtype();
    Shape shape = value.spec().shape();
    ByteBuffer bytes = value.bytes();
    int size = Math.toIntExact(shape.elements());
    if (dtype == DType.FLOAT || dtype == DType.DOUBLE) {
      double[] reals = new double[size];
      for (int i = 0; i < size; i++) {
        reals[i] = dtype == DType.FLOAT ? bytes.getFloat() : bytes.getDouble();
      }
      return Optional.of(ofReals(dtype, shape, reals));
    }
    if (!isInteger(dtype) && dtype != DType.BOOL) {
      return Optional.empty();
    }
    long[] integers = new long[size];
    for (int i = 0; i < size; i++) {
      integers[i] =
          wrap(
              switch (dtype.byteSize()) {
                case 1 -> bytes.get();
                case 2 -> bytes.getShort();
                case 4 -> bytes.getInt();
                default -> bytes.getLong();
              },
              dtype);
    }
    return Optional.of(ofIntegers(dtype, shape, integers));
  }

  DType dtype() {
    return dtype;
  }

  Shape shape() {
    return shape;
  }

  int size() {
    return Math.toIntExact(shape.elements());
  }

  boolean isReal() {
    return dtype.isFloating();
  }

  /** One element, in row-major order; a real number is cut to an integer. */
  long integer(int index) {
    return isReal() ? (long) reals[index] : integers[index];
  }

  /** One element as a real number. */
  double real(int index) {
    return isReal() ? reals[index] : integers[index];
  }

  /** All elements as integers. */
  long[] integers() {
    long[] values = new long[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(i);
    }
    return values;
  }

  /** The elements in another order or number. */
  ConstantTensor gather(Shape newShape, int... indices) {
    if (isReal()) {
      double[] picked = new double[indices.length];
      for (int i = 0; i < indices.length; i++) {
        picked[i] = reals[indices[i]];
      }
      return ofReals(dtype, newShape, picked);
    }
    long[] picked = new long[indices.length];
    for (int i = 0; i < indices.length; i++) {
      picked[i] = integers[indices[i]];
    }
    return ofIntegers(dtype, newShape, picked);
  }

  /** The same elements in another shape with as many. */
  ConstantTensor reshape(Shape newShape) {
    return new ConstantTensor(dtype, newShape, integers, reals);
  }

  /** Each element changed by the operator for its kind. */
  ConstantTensor map(LongUnaryOperator onIntegers, DoubleUnaryOperator onReals) {
    if (isReal()) {
      double[] mapped = reals.clone();
      for (int i = 0; i < mapped.length; i++) {
        mapped[i] = onReals.applyAsDouble(mapped[i]);
      }
      return ofReals(dtype, shape, mapped);
    }
    long[] mapped = integers.clone();
    for (int i = 0; i < mapped.length; i++) {
      mapped[i] = wrap(onIntegers.applyAsLong(mapped[i]), dtype);
    }
    return ofIntegers(dtype, shape, mapped);
  }

  /** The elements as another type, by the rules of {@code Cast}. */
  ConstantTensor cast(DType to) {
    int size = size();
    if (to.isFloating()) {
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = real(i);
      }
      return ofReals(to, shape, values);
    }
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = to == DType.BOOL ? (real(i) != 0 ? 1 : 0) : castToInteger(i, to);
    }
    return ofIntegers(to, shape, values);
  }

  /** A real number that int32 or int64 cannot hold becomes the lowest they can, as on x86. */
  private long castToInteger(int index, DType to) {
    if (isReal() && to == DType.INT32) {
      return (int) reals[index] == (long) reals[index] && !Double.isNaN(reals[index])
          ? (int) reals[index]
          : Integer.MIN_VALUE;
    }
    return isReal() && Double.isNaN(reals[index]) ? Long.MIN_VALUE : wrap(integer(index), to);
  }

  static boolean isInteger(DType dtype) {
    return switch (dtype) {
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> true;
      case FLOAT, DOUBLE, HALF, BFLOAT16, BOOL, STRING, COMPLEX64, COMPLEX128, RESOURCE, VARIANT ->
          false;
    };
  }

  /** An integer reduced to the width of its type. */
  static long wrap(long value, DType dtype) {
    return switch (dtype) {
      case INT8 -> (byte) value;
      case INT16 -> (short) value;
      case INT32 -> (int) value;
      case UINT8 -> value & 0xff;
      case UINT16 -> value & 0xffff;
      case UINT32 -> value & 0xffffffffL;
      case INT64,
          UINT64,
          FLOAT,
          DOUBLE,
          HALF,
          BFLOAT16,
          BOOL,
          STRING,
          COMPLEX64,
          COMPLEX128,
          RESOURCE,
          VARIANT ->
          value;
    };
  }
}
