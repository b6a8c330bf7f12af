package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Element-wise operations of two operands that broadcast: arithmetic, comparisons, logic. */
final class Arithmetic {
  private Arithmetic() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("Add", binary(Ops::add));
    all.put("Subtract", binary(Ops::sub));
    all.put("Multiply", binary(Ops::mul));
    all.put("TrueDivide", floating(Ops::div));
    all.put("Divide", floating(Ops::div));
    all.put("DivideNoNan", floating((tf, x, y) -> tf.binary("DivNoNan", x, y)));
    all.put("FloorDivide", binary((tf, x, y) -> tf.math().floorDiv(x, y)));
    all.put("Mod", binary((tf, x, y) -> tf.math().floorMod(x, y)));
    all.put("Power", binary((tf, x, y) -> tf.math().pow(x, y)));
    all.put("Maximum", binary(Ops::maximum));
    all.put("Minimum", binary(Ops::minimum));
    all.put("Arctan2", floating((tf, x, y) -> tf.binary("Atan2", x, y)));
    all.put("Logaddexp", floating(Arithmetic::logAddExp));
    all.put("Greater", binary((tf, x, y) -> tf.math().greater(x, y)));
    all.put("GreaterEqual", binary((tf, x, y) -> tf.math().greaterEqual(x, y)));
    all.put("Less", binary((tf, x, y) -> tf.math().less(x, y)));
    all.put("LessEqual", binary((tf, x, y) -> tf.math().lessEqual(x, y)));
    all.put("Equal", binary((tf, x, y) -> tf.binary("Equal", x, y)));
    all.put("NotEqual", binary((tf, x, y) -> tf.binary("NotEqual", x, y)));
    all.put("LogicalAnd", logical((tf, x, y) -> tf.math().logicalAnd(x, y)));
    all.put("LogicalOr", logical((tf, x, y) -> tf.math().logicalOr(x, y)));
    all.put("LogicalXor", logical((tf, x, y) -> tf.binary("NotEqual", x, y)));
    all.put("Hypot", floating(Arithmetic::hypotenuse));
    all.put("Isclose", Operation.of("x1 x2 rtol atol equal_nan", Arithmetic::isClose));
    all.put("BitwiseAnd", bits("BitwiseAnd"));
    all.put("BitwiseOr", bits("BitwiseOr"));
    all.put("BitwiseXor", bits("BitwiseXor"));
    return all;
  }

  /** With the larger one taken out first, so that no square overflows. */
  private static Operand hypotenuse(Ops tf, Operand x, Operand y) {
    Operand one = tf.math().abs(x);
    Operand other = tf.math().abs(y);
    Operand larger = tf.maximum(one, other);
    Operand ratio = tf.binary("DivNoNan", tf.minimum(one, other), larger);
    return tf.mul(larger, tf.sqrt(tf.add(tf.square(ratio), 1)));
  }

  private static Operand isClose(OperationCall call) {
    Ops tf = call.tf();
    List<Operand> pair = call.together("x1", "x2");
    Operand x = pair.get(0);
    Operand y = pair.get(1);
    if (!x.dtype().isFloating()) {
      return tf.binary("Equal", x, y);
    }
    if (call.arguments().bool("equal_nan", false)) {
      throw call.refused("takes NaN for equal");
    }
    Operand relative = tf.mul(tf.math().abs(y), call.arguments().number("rtol", 1e-5));
    Operand allowed = tf.add(relative, call.arguments().number("atol", 1e-8));
    return tf.math().lessEqual(tf.math().abs(tf.sub(x, y)), allowed);
  }

  private static Operation bits(String type) {
    return Operation.of(
        "x y",
        call -> {
          List<Operand> pair = call.together("x", "y");
          return call.tf().binary(type, pair.get(0), pair.get(1));
        });
  }

  /** A function of two operands. */
  @FunctionalInterface
  interface Binary {
    Operand of(Ops tf, Operand x, Operand y);
  }

  /** In the operands' common type. */
  static Operation binary(Binary function) {
    return Operation.of(
        "x1 x2",
        call -> {
          List<Operand> pair = call.together("x1", "x2");
          return function.of(call.tf(), pair.get(0), pair.get(1));
        });
  }

  /** In a floating point type. */
  private static Operation floating(Binary function) {
    return Operation.of(
        "x1 x2",
        call -> {
          List<Operand> pair = call.together("x1", "x2");
          return function.of(call.tf(), quotient(call, pair.get(0)), quotient(call, pair.get(1)));
        });
  }

  /** The type that an integer is divided in: TensorFlow takes float64 for the wide ones. */
  private static Operand quotient(OperationCall call, Operand x) {
    if (x.dtype().isFloating()) {
      return x;
    }
    boolean wide = call.isKeras2() && x.dtype().byteSize() >= Integer.BYTES;
    return call.tf().cast(x, wide ? DType.DOUBLE : DType.FLOAT);
  }

  private static Operation logical(Binary function) {
    return Operation.of(
        "x1 x2",
        call ->
            function.of(
                call.tf(),
                call.tf().cast(call.tensor("x1"), DType.BOOL),
                call.tf().cast(call.tensor("x2"), DType.BOOL)));
  }

  /** With the larger one taken out first, so that no exponential overflows. */
  private static Operand logAddExp(Ops tf, Operand x, Operand y) {
    Operand gap = tf.math().abs(tf.sub(x, y));
    return tf.add(tf.maximum(x, y), tf.unary("Log1p", tf.math().exp(tf.neg(gap))));
  }
}
