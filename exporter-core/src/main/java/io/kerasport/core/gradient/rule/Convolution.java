package io.kerasport.core.gradient.rule;

import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The three ops of one kind of convolution y = x * w, with attributes in common.
 *
 * @param forward makes y of x and w
 * @param input makes x of its sizes, w and y
 * @param filter makes w of x, its sizes and y
 */
record Convolution(String forward, String input, String filter, List<String> attrs) {

  /** dx of dy and w, dw of x and dy. */
  GradientRule rule() {
    return Formulas.each(
        (tf, op) -> toInput(op, op.input(0), op.input(1), op.gradient()),
        (tf, op) -> toFilter(op, op.input(0), op.input(1), op.gradient()));
  }

  /** The inputs are sizes, w and y; dx arrives. */
  GradientRule ofInputRule() {
    return call -> {
      Operand dx = call.gradient();
      List<@Nullable Operand> gradients = Formulas.none(call);
      if (call.wants(1)) {
        gradients.set(1, toFilter(call, dx, call.input(1), call.input(2)));
      }
      if (call.wants(2)) {
        gradients.set(2, forward(call, dx, call.input(1)));
      }
      return gradients;
    };
  }

  /** The inputs are x, sizes and y; dw arrives. */
  GradientRule ofFilterRule() {
    return call -> {
      Operand dw = call.gradient();
      List<@Nullable Operand> gradients = Formulas.none(call);
      if (call.wants(0)) {
        gradients.set(0, toInput(call, call.input(0), dw, call.input(2)));
      }
      if (call.wants(2)) {
        gradients.set(2, forward(call, call.input(0), dw));
      }
      return gradients;
    };
  }

  private Operand forward(GradientCall call, Operand x, Operand w) {
    return finish(call, call.ops().graph().node(forward).input(x).input(w));
  }

  /** A tensor like x. */
  Operand toInput(GradientCall call, Operand x, Operand w, Operand y) {
    Operand sizes = call.ops().arrays().shape(x);
    return finish(call, call.ops().graph().node(input).input(sizes).input(w).input(y));
  }

  /** A tensor like w. */
  Operand toFilter(GradientCall call, Operand x, Operand w, Operand y) {
    Operand sizes = call.ops().arrays().shape(w);
    return finish(call, call.ops().graph().node(filter).input(x).input(sizes).input(y));
  }

  private Operand finish(GradientCall call, NodeBuilder node) {
    attrs.forEach(name -> node.attr(name, call.attr(name)));
    return node.buildOutput();
  }
}
