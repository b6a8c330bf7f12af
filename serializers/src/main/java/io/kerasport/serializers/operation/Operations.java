package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerSerializer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the bare operations. */
public final class Operations {
  private static final String PREFIX = "keras.ops.";
  private static final double CUBIC = 0.044715;

  private Operations() {}

  /** Serializers by the name that a model has for the operation's class. */
  public static Map<String, LayerSerializer> byName() {
    Map<String, LayerSerializer> all = new LinkedHashMap<>();
    arithmetic(all);
    comparisons(all);
    functions(all);
    activations(all);
    reductions(all);
    arrangements(all);
    Map<String, LayerSerializer> prefixed = new LinkedHashMap<>();
    all.forEach((name, serializer) -> prefixed.put(PREFIX + name, serializer));
    return prefixed;
  }

  private static void arithmetic(Map<String, LayerSerializer> all) {
    all.put("Add", Binary.of(Ops::add));
    all.put("Subtract", Binary.of(Ops::sub));
    all.put("Multiply", Binary.of(Ops::mul));
    all.put("TrueDivide", Binary.floating(Ops::div));
    all.put("Divide", Binary.floating(Ops::div));
    all.put("FloorDivide", Binary.of((tf, x, y) -> tf.math().floorDiv(x, y)));
    all.put("Mod", Binary.of((tf, x, y) -> tf.math().floorMod(x, y)));
    all.put("Power", Binary.of((tf, x, y) -> tf.math().pow(x, y)));
    all.put("Maximum", Binary.of(Ops::maximum));
    all.put("Minimum", Binary.of(Ops::minimum));
    all.put("Matmul", Binary.of(Arrangements::matmul));
  }

  private static void comparisons(Map<String, LayerSerializer> all) {
    all.put("Greater", Binary.of((tf, x, y) -> tf.math().greater(x, y)));
    all.put("GreaterEqual", Binary.of((tf, x, y) -> tf.math().greaterEqual(x, y)));
    all.put("Less", Binary.of((tf, x, y) -> tf.math().less(x, y)));
    all.put("LessEqual", Binary.of((tf, x, y) -> tf.math().lessEqual(x, y)));
    all.put("Equal", Binary.of((tf, x, y) -> tf.binary("Equal", x, y)));
    all.put("NotEqual", Binary.of((tf, x, y) -> tf.binary("NotEqual", x, y)));
    all.put("LogicalAnd", Binary.of((tf, x, y) -> tf.math().logicalAnd(x, y)));
    all.put("LogicalOr", Binary.of((tf, x, y) -> tf.math().logicalOr(x, y)));
    all.put("LogicalNot", Unary.op("LogicalNot"));
    all.put("Where", Arrangements::where);
  }

  private static void functions(Map<String, LayerSerializer> all) {
    all.put("Absolute", Unary.op("Abs"));
    all.put("Negative", Unary.op("Neg"));
    all.put("Sign", Unary.op("Sign"));
    all.put("Square", Unary.op("Square"));
    all.put("StopGradient", Unary.op("StopGradient"));
    all.put("Ceil", Unary.floatingOp("Ceil"));
    all.put("Cos", Unary.floatingOp("Cos"));
    all.put("Erf", Unary.floatingOp("Erf"));
    all.put("Exp", Unary.floatingOp("Exp"));
    all.put("Expm1", Unary.floatingOp("Expm1"));
    all.put("Floor", Unary.floatingOp("Floor"));
    all.put("Log", Unary.floatingOp("Log"));
    all.put("Log1p", Unary.floatingOp("Log1p"));
    all.put("Reciprocal", Unary.floatingOp("Reciprocal"));
    all.put("Rsqrt", Unary.floatingOp("Rsqrt"));
    all.put("Sin", Unary.floatingOp("Sin"));
    all.put("Sqrt", Unary.floatingOp("Sqrt"));
    all.put("Clip", Unary.of(Arrangements::clip));
    all.put("Cast", Unary.of(Arrangements::cast));
  }

  private static void activations(Map<String, LayerSerializer> all) {
    all.put("Relu", Unary.activation("relu"));
    all.put("Relu6", Unary.activation("relu6"));
    all.put("Sigmoid", Unary.activation("sigmoid"));
    all.put("Tanh", Unary.activation("tanh"));
    all.put("Silu", Unary.activation("silu"));
    all.put("Selu", Unary.activation("selu"));
    all.put("Softplus", Unary.activation("softplus"));
    all.put("Softsign", Unary.activation("softsign"));
    all.put("HardSigmoid", Unary.activation("hard_sigmoid"));
    all.put("HardSilu", Unary.activation("hard_silu"));
    all.put("Gelu", Unary.floating(Operations::gelu));
    all.put("LeakyRelu", Unary.floating(Operations::leakyRelu));
    all.put("Elu", new FixedActivation("elu", "alpha", 1));
    all.put("Softmax", new FixedActivation("softmax", "axis", -1));
    all.put("LogSoftmax", new FixedActivation("log_softmax", "axis", -1));
  }

  private static Operand gelu(LayerCall call, Operand x) {
    if (!call.config().bool("approximate", true)) {
      return call.activate("gelu", x);
    }
    Ops tf = call.ops();
    Operand inner = tf.add(x, tf.mul(tf.math().pow(x, 3), CUBIC));
    Operand tanh = tf.math().tanh(tf.mul(inner, Math.sqrt(2 / Math.PI)));
    return tf.mul(tf.mul(x, 0.5), tf.add(tanh, 1));
  }

  private static Operand leakyRelu(LayerCall call, Operand x) {
    return call.ops().nn().leakyRelu(x, call.config().number("negative_slope"));
  }

  private static void reductions(Map<String, LayerSerializer> all) {
    all.put("Sum", Reduction.of((tf, x, keep, axes) -> tf.reduce().sum(x, keep, axes)));
    all.put("Prod", Reduction.of((tf, x, keep, axes) -> tf.reduce().prod(x, keep, axes)));
    all.put("Max", Reduction.of((tf, x, keep, axes) -> tf.reduce().max(x, keep, axes)));
    all.put("Min", Reduction.of((tf, x, keep, axes) -> tf.reduce().min(x, keep, axes)));
    all.put("Any", Reduction.of((tf, x, keep, axes) -> tf.reduce().any(x, keep, axes)));
    all.put("All", Reduction.of((tf, x, keep, axes) -> tf.reduce().all(x, keep, axes)));
    all.put("Mean", Reduction.floating((tf, x, keep, axes) -> tf.reduce().mean(x, keep, axes)));
    all.put("Var", Reduction.floating(Reduction::variance));
    all.put("Std", Reduction.floating(Reduction::deviation));
    all.put("Logsumexp", Reduction.floating(Reduction::logSumExp));
  }

  private static void arrangements(Map<String, LayerSerializer> all) {
    all.put("Concatenate", Arrangements::concatenate);
    all.put("Stack", Arrangements::stack);
    all.put("Split", Arrangements::split);
    all.put("GetItem", new GetItem());
    all.put("Reshape", Unary.of(Arrangements::reshape));
    all.put("Transpose", Unary.of(Arrangements::transpose));
    all.put("Swapaxes", Unary.of(Arrangements::swapaxes));
    all.put("ExpandDims", Unary.of(Arrangements::expandDims));
    all.put("Squeeze", Unary.of(Arrangements::squeeze));
  }
}
