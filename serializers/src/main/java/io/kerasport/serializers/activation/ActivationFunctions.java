package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of the activation functions: those of {@code keras.activations}, and functions of one
 * tensor that a model may use instead ({@code activation=keras.ops.sin}), which Keras stores by
 * name as well.
 */
public final class ActivationFunctions {
  private static final double DEFAULT_SLOPE = 0.2;

  private ActivationFunctions() {}

  /** Functions by the name Keras gives them. */
  public static Map<String, Activation> byName() {
    Map<String, Activation> all = new LinkedHashMap<>();
    bothGenerations(all);
    keras3(all);
    functionsOfOneTensor(all);
    return all;
  }

  private static void bothGenerations(Map<String, Activation> all) {
    put(all, (tf, x) -> x, "linear");
    put(all, (tf, x) -> tf.nn().relu(x), "relu");
    put(all, (tf, x) -> tf.nn().relu6(x), "relu6");
    put(all, (tf, x) -> tf.nn().leakyRelu(x, DEFAULT_SLOPE), "leaky_relu");
    put(all, (tf, x) -> tf.nn().elu(x), "elu");
    put(all, (tf, x) -> tf.nn().selu(x), "selu");
    put(all, (tf, x) -> tf.math().exp(x), "exponential");
    put(all, (tf, x) -> tf.math().sigmoid(x), "sigmoid");
    put(all, (tf, x) -> tf.math().tanh(x), "tanh");
    put(all, (tf, x) -> tf.nn().softmax(x), "softmax", "softmax_v2");
    put(all, (tf, x) -> tf.nn().logSoftmax(x), "log_softmax", "log_softmax_v2");
    put(all, (tf, x) -> tf.nn().softplus(x), "softplus");
    put(all, (tf, x) -> tf.nn().softsign(x), "softsign");
    put(all, Formulas::silu, "silu", "swish");
    put(all, Formulas::gelu, "gelu");
    put(all, Formulas::mish, "mish");
    all.put("hard_sigmoid", Formulas::hardSigmoid);
  }

  private static void keras3(Map<String, Activation> all) {
    all.put("hard_silu", Formulas::hardSilu);
    all.put("hard_swish", Formulas::hardSilu);
    put(all, (tf, x) -> tf.math().clip(x, -1, 1), "hard_tanh");
    put(all, Formulas::hardShrink, "hard_shrink");
    put(all, Formulas::softShrink, "soft_shrink");
    put(all, Formulas::tanhShrink, "tanh_shrink");
    put(all, Formulas::celu, "celu");
    put(all, Formulas::glu, "glu");
    put(all, Formulas::logSigmoid, "log_sigmoid");
    put(all, Formulas::sparsePlus, "sparse_plus");
    put(all, Formulas::sparseSigmoid, "sparse_sigmoid");
    put(all, Formulas::sparsemax, "sparsemax");
    put(all, Formulas::squareplus, "squareplus");
  }

  private static void functionsOfOneTensor(Map<String, Activation> all) {
    op(all, "Abs", "abs", "absolute");
    op(all, "Acos", "acos", "arccos");
    op(all, "Acosh", "acosh", "arccosh");
    op(all, "Asin", "asin", "arcsin");
    op(all, "Asinh", "asinh", "arcsinh");
    op(all, "Atan", "atan", "arctan");
    op(all, "Atanh", "atanh", "arctanh");
    op(all, "Ceil", "ceil");
    op(all, "Cos", "cos");
    op(all, "Cosh", "cosh");
    op(all, "Erf", "erf");
    op(all, "Erfc", "erfc");
    op(all, "Exp", "exp");
    op(all, "Expm1", "expm1");
    op(all, "Floor", "floor");
    op(all, "Identity", "identity");
    op(all, "Log", "log");
    op(all, "Log1p", "log1p");
    op(all, "Neg", "neg", "negative");
    op(all, "Reciprocal", "reciprocal");
    op(all, "Round", "round");
    op(all, "Rsqrt", "rsqrt");
    op(all, "Sign", "sign");
    op(all, "Sin", "sin");
    op(all, "Sinh", "sinh");
    op(all, "Sqrt", "sqrt");
    op(all, "Square", "square");
    op(all, "Tan", "tan");
  }

  /** A function whose meaning is the same in both generations. */
  @FunctionalInterface
  private interface Function {
    Operand of(Ops tf, Operand x);
  }

  private static void op(Map<String, Activation> all, String type, String... names) {
    put(all, (tf, x) -> tf.unary(type, x), names);
  }

  private static void put(Map<String, Activation> all, Function function, String... names) {
    for (String name : names) {
      all.put(name, (tf, x, keras) -> function.of(tf, x));
    }
  }
}
