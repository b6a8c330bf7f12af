package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Losses of logits. The ops give their derivative, softmax(logits) - labels, as second output. */
final class CrossEntropyGradients {
  private CrossEntropyGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry(
            "SoftmaxCrossEntropyWithLogits",
            each(CrossEntropyGradients::logits, CrossEntropyGradients::labels)),
        entry("SparseSoftmaxCrossEntropyWithLogits", each(CrossEntropyGradients::logits)),
        entry("CTCLoss", each(CrossEntropyGradients::sequences)),
        entry("CTCLossV2", each(CrossEntropyGradients::sequences)));
  }

  /** dlogits = dloss (softmax(logits) - labels). */
  private static Operand logits(Ops tf, GradientCall op) {
    return tf.mul(tf.arrays().expandDims(op.gradient(), -1), op.output(1));
  }

  /** dlabels = -dloss log softmax(logits). */
  private static Operand labels(Ops tf, GradientCall op) {
    return tf.mul(
        tf.arrays().expandDims(op.gradient(), -1), tf.neg(tf.nn().logSoftmax(op.input(0))));
  }

  /** One loss for each of the batch, which is the second axis; the op gives the derivative. */
  private static Operand sequences(Ops tf, GradientCall op) {
    return tf.mul(tf.arrays().reshape(op.gradient(), 1, -1, 1), op.output(1));
  }
}
