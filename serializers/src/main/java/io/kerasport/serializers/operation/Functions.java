package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Element-wise functions of one tensor. */
final class Functions {
  private Functions() {}

  static Map<String, Operation> byName() {
    Map<String, Operation> all = new LinkedHashMap<>();
    op(all, "Absolute", "Abs");
    op(all, "Negative", "Neg");
    op(all, "Sign", "Sign");
    op(all, "Square", "Square");
    op(all, "LogicalNot", "LogicalNot");
    op(all, "Isnan", "IsNan");
    op(all, "Isinf", "IsInf");
    op(all, "Isfinite", "IsFinite");
    op(all, "Copy", "Identity");
    all.put("StopGradient", one("variable", (tf, x) -> tf.unary("StopGradient", x)));
    floatingOp(all, "Arccos", "Acos");
    floatingOp(all, "Arccosh", "Acosh");
    floatingOp(all, "Arcsin", "Asin");
    floatingOp(all, "Arcsinh", "Asinh");
    floatingOp(all, "Arctan", "Atan");
    floatingOp(all, "Arctanh", "Atanh");
    floatingOp(all, "Ceil", "Ceil");
    floatingOp(all, "Cos", "Cos");
    floatingOp(all, "Cosh", "Cosh");
    floatingOp(all, "Erf", "Erf");
    floatingOp(all, "Erfc", "Erfc");
    floatingOp(all, "Exp", "Exp");
    floatingOp(all, "Expm1", "Expm1");
    floatingOp(all, "Floor", "Floor");
    floatingOp(all, "Log", "Log");
    floatingOp(all, "Log1p", "Log1p");
    floatingOp(all, "Reciprocal", "Reciprocal");
    floatingOp(all, "Rsqrt", "Rsqrt");
    floatingOp(all, "Sin", "Sin");
    floatingOp(all, "Sinh", "Sinh");
    floatingOp(all, "Sqrt", "Sqrt");
    floatingOp(all, "Tan", "Tan");
    all.put("Exp2", floating((tf, x) -> tf.math().pow(tf.scalarLike(x, 2), x)));
    all.put("Log2", floating((tf, x) -> tf.div(tf.math().log(x), Math.log(2))));
    all.put("Log10", floating((tf, x) -> tf.div(tf.math().log(x), Math.log(10))));
    all.put("Trunc", Operation.of("x", Functions::truncate));
    all.put("ConvertToTensor", Operation.of("x", Functions::convert));
    all.put("Fabs", floating((tf, x) -> tf.math().abs(x)));
    all.put("Cbrt", floating(Functions::cubeRoot));
    all.put("Deg2rad", floating((tf, x) -> tf.mul(x, Math.PI / 180)));
    all.put("Rad2deg", floating((tf, x) -> tf.mul(x, 180 / Math.PI)));
    all.put("Round", Operation.of("x", Functions::round));
    all.put("Clip", Operation.of("x", Functions::clip));
    all.put("Cast", Operation.of("x", call -> call.tf().cast(call.x(), call.dtype("dtype"))));
    all.put("Threshold", Operation.of("x", Functions::threshold));
    return all;
  }

  /** A function of one tensor. */
  @FunctionalInterface
  interface Unary {
    Operand of(Ops tf, Operand x);
  }

  private static Operation one(String parameter, Unary function) {
    return Operation.of(parameter, call -> function.of(call.tf(), call.tensor(parameter)));
  }

  /** In a floating point type. */
  static Operation floating(Unary function) {
    return Operation.of("x", call -> function.of(call.tf(), call.floatingX()));
  }

  private static void op(Map<String, Operation> all, String name, String type) {
    all.put(name, one("x", (tf, x) -> tf.unary(type, x)));
  }

  private static void floatingOp(Map<String, Operation> all, String name, String type) {
    all.put(name, floating((tf, x) -> tf.unary(type, x)));
  }

  private static Operand cubeRoot(Ops tf, Operand x) {
    return tf.mul(tf.math().sign(x), tf.math().pow(tf.math().abs(x), 1.0 / 3));
  }

  private static Operand truncate(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    if (!x.dtype().isFloating()) {
      return x;
    }
    Operand negative = tf.math().less(x, tf.scalarLike(x, 0));
    return tf.math().select(negative, tf.unary("Ceil", x), tf.unary("Floor", x));
  }

  private static Operand round(OperationCall call) {
    Operand x = call.x();
    long decimals = call.arguments().integer("decimals", 0);
    if (decimals == 0) {
      return call.tf().unary("Round", x);
    }
    if (!x.dtype().isFloating()) {
      throw call.refused("rounds integers to " + decimals + " decimals");
    }
    double scale = Math.pow(10, decimals);
    return call.tf().div(call.tf().unary("Round", call.tf().mul(x, scale)), scale);
  }

  private static Operand clip(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.x();
    if (x.dtype() == DType.BOOL) {
      x = tf.cast(x, DType.INT32);
    }
    Operand low = call.tensor("x_min", x.dtype());
    Operand high = call.tensor("x_max", x.dtype());
    return tf.maximum(tf.minimum(x, high), low);
  }

  /** TensorFlow's {@code convert_to_tensor}. */
  static Operand convert(OperationCall call) {
    Operand x = call.x();
    return call.tf().cast(x, call.dtype("dtype", x.dtype()));
  }

  private static Operand threshold(OperationCall call) {
    Ops tf = call.tf();
    Operand x = call.floatingX();
    Operand above = tf.math().greater(x, call.tensor("threshold", x.dtype()));
    return tf.math().select(above, x, call.tensor("default_value", x.dtype()));
  }
}
