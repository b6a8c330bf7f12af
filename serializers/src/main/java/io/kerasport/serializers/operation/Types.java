package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.model.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The element types that operands are computed in together: in Keras 3 by its promotion rules,
 * which are those of JAX; in Keras 2 TensorFlow wants one type and gives it to constants as well.
 */
final class Types {
  private Types() {}

  static DType common(List<OperationCall.Argument> arguments, boolean keras2) {
    @Nullable DType common = null;
    for (OperationCall.Argument argument : arguments) {
      if (argument.value() instanceof Operand tensor && (keras2 || common == null)) {
        common = tensor.dtype();
      } else if (!keras2 && !(argument.value() instanceof Number)) {
        DType own = Constants.dtype(argument.name(), argument.value());
        common = common == null ? own : Promotion.of(common, own);
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
}
