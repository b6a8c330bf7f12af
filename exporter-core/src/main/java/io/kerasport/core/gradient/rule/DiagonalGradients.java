package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Diagonals and bands of matrices. The first versions of the ops know the main diagonal only; later
 * ones take which diagonals, the third how shorter ones are aligned.
 */
final class DiagonalGradients {
  private DiagonalGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("MatrixBandPart", each(DiagonalGradients::band)),
        entry("MatrixDiag", each((tf, op) -> tf.unary("MatrixDiagPart", op.gradient()))),
        entry("MatrixDiagV2", each((tf, op) -> part(tf, op, "MatrixDiagPartV2", 1))),
        entry("MatrixDiagV3", each((tf, op) -> part(tf, op, "MatrixDiagPartV3", 1))),
        entry("MatrixDiagPart", each((tf, op) -> placed(tf, op, "MatrixSetDiag"))),
        entry("MatrixDiagPartV2", each((tf, op) -> placed(tf, op, "MatrixSetDiagV2"))),
        entry("MatrixDiagPartV3", each((tf, op) -> placed(tf, op, "MatrixSetDiagV3"))),
        entry("MatrixSetDiag", DiagonalGradients::replaceMain),
        entry("MatrixSetDiagV2", call -> replace(call, "MatrixDiagPartV2")),
        entry("MatrixSetDiagV3", call -> replace(call, "MatrixDiagPartV3")));
  }

  private static Operand band(Ops tf, GradientCall op) {
    return tf.graph()
        .node("MatrixBandPart")
        .input(op.gradient())
        .input(op.input(1))
        .input(op.input(2))
        .buildOutput();
  }

  /** The diagonals of the gradient; which ones, says an input. */
  private static Operand part(Ops tf, GradientCall op, String type, int which) {
    NodeBuilder node =
        tf.graph()
            .node(type)
            .input(op.gradient())
            .input(op.input(which))
            .input(tf.scalarLike(op.gradient(), 0));
    return aligned(op, type, node);
  }

  /** The gradient as diagonals of a matrix of zeros. */
  private static Operand placed(Ops tf, GradientCall op, String type) {
    NodeBuilder node = tf.graph().node(type).input(tf.zerosLike(op.input(0))).input(op.gradient());
    return aligned(op, type, type.equals("MatrixSetDiag") ? node : node.input(op.input(1)));
  }

  private static List<@Nullable Operand> replaceMain(GradientCall call) {
    return Formulas.gradients(
        call,
        (tf, op) -> tf.binary("MatrixSetDiag", op.gradient(), tf.zerosLike(op.input(1))),
        (tf, op) -> tf.unary("MatrixDiagPart", op.gradient()));
  }

  /** The matrix gets nothing where its diagonals were replaced. */
  private static List<@Nullable Operand> replace(GradientCall call, String part) {
    String type = call.operation().type();
    return Formulas.gradients(
        call,
        (tf, op) ->
            aligned(
                op,
                type,
                tf.graph()
                    .node(type)
                    .input(op.gradient())
                    .input(tf.zerosLike(op.input(1)))
                    .input(op.input(2))),
        (tf, op) -> part(tf, op, part, 2));
  }

  private static Operand aligned(GradientCall op, String type, NodeBuilder node) {
    return type.endsWith("V3")
        ? node.attr("align", op.attr("align")).buildOutput()
        : node.buildOutput();
  }
}
