package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The element types that operands are computed in together: in Keras 3 by its promotion rules,
 * which are those of JAX; in Keras 2 TensorFlow wants one type and gives it to constants as well.
 */
final class Types {
  private static final int LARGEST_INTEGER = 8;

  private Types() {}

  static DType common(List<OperationCall.Argument> arguments, boolean keras2) {
    @Nullable DType common = null;
    for (OperationCall.Argument argument : arguments) {
      if (argument.value() instanceof Operand tensor && (keras2 || common == null)) {
        common = tensor.dtype();
      } else if (!keras2 && !(argument.value() instanceof Number)) {
        DType own = Constants.dtype(argument.name(), argument.value());
        common = common == null ? own : promoted(common, own);
      }
    }
    if (keras2 && common != null) {
      return common;
    }
    for (OperationCall.Argument argument : arguments) {
      DType own = Constants.dtype(argument.name(), argument.value());
      if (argument.value() instanceof Number number) {
        common = withNumber(common, number);
      } else {
        common = common == null ? own : common;
      }
    }
    return common == null ? DType.FLOAT : common;
  }

  /** A number in the code takes the type of the tensor, unless that cannot hold its kind. */
  private static DType withNumber(@Nullable DType other, Number number) {
    if (number instanceof Double) {
      return other != null && other.isFloating() ? other : DType.FLOAT;
    }
    return other == null || other == DType.BOOL ? DType.INT32 : other;
  }

  static DType promoted(DType a, DType b) {
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
