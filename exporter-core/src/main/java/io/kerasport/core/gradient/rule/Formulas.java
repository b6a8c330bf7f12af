package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes rules of formulas. Nodes are added only for gradients that are wanted. */
final class Formulas {
  private Formulas() {}

  /** The gradient of the input x of an op with the output y. */
  @FunctionalInterface
  interface Unary {
    Operand of(Ops tf, Operand dy, Operand x, Operand y);
  }

  /** The rule of y = f(x); further inputs of the op get no gradient. */
  static GradientRule unary(Unary formula) {
    return each((tf, op) -> formula.of(tf, op.gradient(), op.input(0), op.output(0)));
  }

  /** A rule with a formula for each of the first inputs; the others get no gradient. */
  static GradientRule each(Partial... partials) {
    return call -> gradients(call, partials);
  }

  /** A rule with a formula for the second input; the others get no gradient. */
  static GradientRule second(Partial partial) {
    return call -> {
      List<@Nullable Operand> gradients = none(call);
      gradients.set(1, partial.of(call.ops(), call));
      return gradients;
    };
  }

  /** What a rule returns: the gradients of the first inputs, and none for the others. */
  static List<@Nullable Operand> gradients(GradientCall call, Partial... partials) {
    List<@Nullable Operand> gradients = none(call);
    for (int i = 0; i < partials.length; i++) {
      if (call.wants(i)) {
        gradients.set(i, partials[i].of(call.ops(), call));
      }
    }
    return gradients;
  }

  /** A list to be filled with the gradients of all inputs. */
  static List<@Nullable Operand> none(GradientCall call) {
    return new ArrayList<>(Collections.nCopies(call.inputs().size(), null));
  }
}
