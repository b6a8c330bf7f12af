package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static io.kerasport.core.gradient.rule.Formulas.unary;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Activation functions. Most have a kernel for their gradient, which takes input or output. */
final class ActivationGradients {
  private ActivationGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Relu", unary((tf, dy, x, y) -> tf.binary("ReluGrad", dy, y))),
        entry("Relu6", unary((tf, dy, x, y) -> tf.binary("Relu6Grad", dy, y))),
        entry("LeakyRelu", each(ActivationGradients::leakyRelu)),
        entry("Elu", unary((tf, dy, x, y) -> tf.binary("EluGrad", dy, y))),
        entry("Selu", unary((tf, dy, x, y) -> tf.binary("SeluGrad", dy, y))),
        entry("Softplus", unary((tf, dy, x, y) -> tf.binary("SoftplusGrad", dy, x))),
        entry("Softsign", unary((tf, dy, x, y) -> tf.binary("SoftsignGrad", dy, x))),
        entry("Sigmoid", unary((tf, dy, x, y) -> tf.binary("SigmoidGrad", y, dy))),
        entry("Softmax", unary(ActivationGradients::softmax)),
        entry("LogSoftmax", unary(ActivationGradients::logSoftmax)));
  }

  private static Operand leakyRelu(Ops tf, GradientCall op) {
    return tf.graph()
        .node("LeakyReluGrad")
        .input(op.gradient())
        .input(op.input(0))
        .attr("alpha", Attr.of(op.floatAttr("alpha")))
        .buildOutput();
  }

  /** dx = (dy - Σ dy y) y, the sum over the last axis. */
  private static Operand softmax(Ops tf, Operand dy, Operand x, Operand y) {
    return tf.mul(tf.sub(dy, tf.reduce().sum(tf.mul(dy, y), true, -1)), y);
  }

  /** dx = dy - exp(y) Σ dy, the sum over the last axis. */
  private static Operand logSoftmax(Ops tf, Operand dy, Operand x, Operand y) {
    return tf.sub(dy, tf.mul(tf.math().exp(y), tf.reduce().sum(dy, true, -1)));
  }
}
