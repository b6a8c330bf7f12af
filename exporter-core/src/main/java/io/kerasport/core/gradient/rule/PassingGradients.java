package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.unary;
import static java.util.Map.entry;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.graph.Operand;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ops that give on what they get, and sums of any number of tensors. */
final class PassingGradients {
  private PassingGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Identity", unary((tf, dy, x, y) -> dy)),
        entry("IdentityN", PassingGradients::oneByOne),
        entry("Snapshot", unary((tf, dy, x, y) -> dy)),
        entry("PlaceholderWithDefault", unary((tf, dy, x, y) -> dy)),
        entry("EnsureShape", unary((tf, dy, x, y) -> dy)),
        entry("CheckNumerics", unary((tf, dy, x, y) -> dy)),
        entry("PreventGradient", PassingGradients::prevented),
        entry("Cast", unary((tf, dy, x, y) -> tf.cast(dy, x.dtype()))),
        entry("AddN", PassingGradients::toAll),
        entry("AccumulateNV2", PassingGradients::toAll));
  }

  private static List<@Nullable Operand> oneByOne(GradientCall call) {
    List<@Nullable Operand> gradients = Formulas.none(call);
    for (int i = 0; i < gradients.size(); i++) {
      gradients.set(i, call.outputGradient(i));
    }
    return gradients;
  }

  private static List<@Nullable Operand> toAll(GradientCall call) {
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.replaceAll(none -> call.gradient());
    return gradients;
  }

  private static List<@Nullable Operand> prevented(GradientCall call) {
    throw new ExportException(
        ErrorId.GRADIENT,
        "The graph says that there must be no gradient here",
        List.of(
            new Problem(
                call.textAttr("message").isEmpty()
                    ? "a PreventGradient op"
                    : call.textAttr("message"),
                "node " + call.operation().name())),
        "",
        null);
  }
}
