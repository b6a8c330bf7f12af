package io.kerasport.core.gradient.rule;

import static java.util.Map.entry;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Choices between tensors by a condition: what was chosen gets the gradient, the rest zeros. */
final class SelectionGradients {
  private SelectionGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Select", SelectionGradients::select),
        entry("SelectV2", SelectionGradients::selectV2),
        entry("ClipByValue", SelectionGradients::clip));
  }

  /** The condition has the shape of both tensors, or is a vector over their first axis. */
  private static List<@Nullable Operand> select(GradientCall call) {
    Ops tf = call.ops();
    Operand zeros = tf.zerosLike(call.gradient());
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(1, select(tf, call.input(0), call.gradient(), zeros));
    gradients.set(2, select(tf, call.input(0), zeros, call.gradient()));
    return gradients;
  }

  private static Operand select(Ops tf, Operand condition, Operand then, Operand otherwise) {
    return tf.graph().node("Select").input(condition).input(then).input(otherwise).buildOutput();
  }

  private static List<@Nullable Operand> selectV2(GradientCall call) {
    Ops tf = call.ops();
    Operand dz = call.gradient();
    Operand zero = tf.scalarLike(dz, 0);
    List<@Nullable Operand> gradients = Formulas.none(call);
    if (call.wants(1)) {
      gradients.set(1, sum(call, 1, tf.math().select(call.input(0), dz, zero)));
    }
    if (call.wants(2)) {
      gradients.set(2, sum(call, 2, tf.math().select(call.input(0), zero, dz)));
    }
    return gradients;
  }

  /** A tensor in the shape of the output, summed to the shape of an input. */
  private static Operand sum(GradientCall call, int input, Operand gradient) {
    return new BroadcastSum(call.ops(), call.input(input), call.output(0)).toX(gradient);
  }

  /** y = min(max(x, low), high); a bound gets the gradient where x is beyond it. */
  private static List<@Nullable Operand> clip(GradientCall call) {
    Ops tf = call.ops();
    Operand dy = call.gradient();
    Operand zero = tf.scalarLike(dy, 0);
    Operand below = tf.math().less(call.input(0), call.input(1));
    Operand above = tf.math().greater(call.input(0), call.input(2));
    return Formulas.gradients(
        call,
        (ops, op) -> sum(op, 0, tf.math().select(tf.math().logicalOr(below, above), zero, dy)),
        (ops, op) -> sum(op, 1, tf.math().select(below, dy, zero)),
        (ops, op) -> sum(op, 2, tf.math().select(above, dy, zero)));
  }
}
