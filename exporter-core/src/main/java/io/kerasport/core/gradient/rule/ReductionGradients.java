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

/** Reductions over axes. */
final class ReductionGradients {
  private ReductionGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("All", GradientRule.NO_GRADIENT),
        entry("Any", GradientRule.NO_GRADIENT),
        entry("Sum", each((tf, op) -> new Reduced(op).repeated(op.gradient()))),
        entry("Mean", each(ReductionGradients::mean)),
        entry("Max", each(ReductionGradients::extreme)),
        entry("Min", each(ReductionGradients::extreme)),
        entry("Prod", each((tf, op) -> new ProductGradient(op).ofInput())),
        entry("EuclideanNorm", each(ReductionGradients::norm)),
        // Σ x² / 2
        entry("L2Loss", unary((tf, dy, x, y) -> tf.mul(x, dy))));
  }

  private static Operand mean(Ops tf, GradientCall op) {
    Reduced reduced = new Reduced(op);
    return reduced.repeated(tf.div(op.gradient(), reduced.count()));
  }

  /** Elements that equal the extreme value share its gradient. */
  private static Operand extreme(Ops tf, GradientCall op) {
    Reduced reduced = new Reduced(op);
    Operand isExtreme =
        tf.cast(
            tf.binary("Equal", op.input(0), reduced.keepingAxes(op.output(0))),
            op.gradient().dtype());
    Operand shares =
        tf.graph()
            .node("Sum")
            .input(isExtreme)
            .input(op.input(1))
            .attr("keep_dims", Attr.of(true))
            .buildOutput();
    return tf.mul(tf.div(isExtreme, shares), reduced.keepingAxes(op.gradient()));
  }

  /** y = √(Σ x²): dx = dy x / y. */
  private static Operand norm(Ops tf, GradientCall op) {
    Reduced reduced = new Reduced(op);
    return tf.mul(op.input(0), reduced.keepingAxes(tf.div(op.gradient(), op.output(0))));
  }
}
