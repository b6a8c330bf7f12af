package io.kerasport.serializers.operation;

import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;

/**
 * The element type in which Keras 3 computes tensors of two types together, by the rules of JAX.
 */
public final class Promotion {
  private static final int LARGEST_INTEGER = 8;

  private Promotion() {}

  /** The type of both together. */
  public static DType of(DType a, DType b) {
    if (a == b || b == DType.BOOL) {
      return a;
    }
    if (a == DType.BOOL) {
      return b;
    }
    if (a.isFloating() != b.isFloating()) {
      return a.isFloating() ? a : b;
    }
    if (a.isFloating()) {
      return a.byteSize() == b.byteSize() ? DType.FLOAT : larger(a, b);
    }
    if (isSigned(a) == isSigned(b)) {
      return larger(a, b);
    }
    DType signed = isSigned(a) ? a : b;
    DType unsigned = isSigned(a) ? b : a;
    return signed(Math.max(signed.byteSize(), 2 * unsigned.byteSize()));
  }

  private static DType larger(DType a, DType b) {
    return a.byteSize() > b.byteSize() ? a : b;
  }

  private static DType signed(int bytes) {
    if (bytes > LARGEST_INTEGER) {
      return DType.FLOAT;
    }
    return bytes == LARGEST_INTEGER ? DType.INT64 : bytes == 4 ? DType.INT32 : DType.INT16;
  }

  private static boolean isSigned(DType dtype) {
    return switch (dtype) {
      case INT8, INT16, INT32, INT64 -> true;
      case UINT8, UINT16, UINT32, UINT64 -> false;
      case FLOAT, DOUBLE, HALF, BFLOAT16, STRING, COMPLEX64, COMPLEX128, BOOL, RESOURCE, VARIANT ->
          throw new ConfigException("dtype", "numbers of one kind", dtype.kerasName());
    };
  }
}
