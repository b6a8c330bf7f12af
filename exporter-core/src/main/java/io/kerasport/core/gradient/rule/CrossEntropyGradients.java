package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Cross entropies of logits. The ops give softmax(logits) - labels as their second output. */
final class CrossEntropyGradients {
  private CrossEntropyGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry(
            "SoftmaxCrossEntropyWithLogits",
            each(CrossEntropyGradients::logits, CrossEntropyGradients::labels)),
        entry("SparseSoftmaxCrossEntropyWithLogits", each(CrossEntropyGradients::logits)));
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
}
