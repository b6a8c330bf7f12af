package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.Map;

/** Running sums and products along an axis; their gradients run the other way. */
final class RunningGradients {
  private RunningGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Cumsum", each((tf, op) -> backwards(tf, op, op.gradient()))),
        entry("Cumprod", each(RunningGradients::product)));
  }

  private static Operand backwards(Ops tf, GradientCall op, Operand x) {
    return tf.graph()
        .node("Cumsum")
        .input(x)
        .input(op.input(1))
        .attr("exclusive", op.attr("exclusive"))
        .attr("reverse", Attr.of(!op.boolAttr("reverse")))
        .buildOutput();
  }

  /** dx_i = Σ_j dy_j y_j / x_i, over all j that x_i is a factor of; 0 where x_i is 0. */
  private static Operand product(Ops tf, GradientCall op) {
    return tf.binary(
        "DivNoNan", backwards(tf, op, tf.mul(op.gradient(), op.output(0))), op.input(0));
  }
}
