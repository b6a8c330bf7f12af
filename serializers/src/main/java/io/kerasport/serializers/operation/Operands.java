package io.kerasport.serializers.operation;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operands of a call, in one element type. */
final class Operands {
  private Operands() {}

  /**
   * Two positional arguments, each a tensor or a number, in the type that Keras 3 computes in.
   *
   * @param first the position of the first one
   */
  static List<Operand> pair(LayerCall call, int first) {
    @Nullable Object x = argument(call, first);
    @Nullable Object y = argument(call, first + 1);
    DType dtype = common(call, x, y);
    return List.of(operand(call, x, dtype), operand(call, y, dtype));
  }

  /** The tensor in a floating point type: its own, or float32. */
  static Operand floating(LayerCall call, Operand x) {
    return x.dtype().isFloating() ? x : call.ops().cast(x, DType.FLOAT);
  }

  static @Nullable Object argument(LayerCall call, int position) {
    if (position >= call.arguments().size()) {
      throw refused(call, "has no argument " + position);
    }
    return call.arguments().get(position);
  }

  static UnsupportedModelException refused(LayerCall call, String what) {
    return new UnsupportedModelException(
        "A bare operation cannot be exported",
        List.of(new Problem("the operation " + what, "layer " + call.layer().name())),
        "Write it with other operations, or as a layer.");
  }

  private static Operand operand(LayerCall call, @Nullable Object value, DType dtype) {
    Ops tf = call.ops();
    if (value instanceof Operand tensor) {
      return tf.cast(tensor, dtype);
    }
    double number =
        value instanceof Boolean truth ? (truth ? 1 : 0) : ((Number) required(value)).doubleValue();
    return tf.constant(TensorValue.scalar(dtype, number));
  }

  private static Object required(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("no operand");
    }
    return value;
  }

  private static DType common(LayerCall call, @Nullable Object x, @Nullable Object y) {
    if (x instanceof Operand a && y instanceof Operand b) {
      return promoted(call, a.dtype(), b.dtype());
    }
    if (x instanceof Operand a) {
      return withConstant(call, a.dtype(), y);
    }
    if (y instanceof Operand b) {
      return withConstant(call, b.dtype(), x);
    }
    throw refused(call, "has no tensor among its operands");
  }

  /** A number in the code takes the type of the tensor, unless that cannot hold its kind. */
  private static DType withConstant(LayerCall call, DType tensor, @Nullable Object constant) {
    if (constant instanceof Boolean) {
      return tensor;
    }
    if (constant instanceof Long) {
      return tensor == DType.BOOL ? DType.INT32 : tensor;
    }
    if (constant instanceof Double) {
      return tensor.isFloating() ? tensor : DType.FLOAT;
    }
    throw refused(call, "has the operand " + constant + ", which is neither tensor nor number");
  }

  private static DType promoted(LayerCall call, DType a, DType b) {
    if (a == b || b == DType.BOOL) {
      return a;
    }
    if (a == DType.BOOL) {
      return b;
    }
    if (a.isFloating() != b.isFloating()) {
      return a.isFloating() ? a : b;
    }
    if (a.byteSize() == b.byteSize() && a.isFloating()) {
      return DType.FLOAT;
    }
    if (isSigned(a) && isSigned(b) || a.isFloating()) {
      return a.byteSize() > b.byteSize() ? a : b;
    }
    throw refused(call, "mixes " + a.kerasName() + " and " + b.kerasName());
  }

  private static boolean isSigned(DType dtype) {
    return switch (dtype) {
      case INT8, INT16, INT32, INT64 -> true;
      case FLOAT,
          DOUBLE,
          HALF,
          BFLOAT16,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          STRING,
          COMPLEX64,
          COMPLEX128,
          BOOL,
          RESOURCE,
          VARIANT ->
          false;
    };
  }
}
