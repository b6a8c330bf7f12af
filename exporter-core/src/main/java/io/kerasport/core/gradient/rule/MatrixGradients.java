package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products of matrices y = a b, single ones or batches that broadcast: da = dy bᵀ, db = aᵀ dy. */
final class MatrixGradients {
  private MatrixGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("MatMul", call -> product(call, "MatMul", "transpose_a", "transpose_b")),
        entry("BatchMatMul", call -> product(call, "BatchMatMul", "adj_x", "adj_y")),
        entry("BatchMatMulV2", MatrixGradients::broadcastProduct),
        entry("BatchMatMulV3", MatrixGradients::broadcastProduct),
        entry("BiasAdd", each((tf, op) -> op.gradient(), MatrixGradients::bias)));
  }

  private static List<@Nullable Operand> product(
      GradientCall call, String type, String transposeA, String transposeB) {
    Product product = new Product(call, type, transposeA, transposeB);
    return Formulas.gradients(call, (tf, op) -> product.da(), (tf, op) -> product.db());
  }

  private static List<@Nullable Operand> broadcastProduct(GradientCall call) {
    Product product = new Product(call, "BatchMatMulV2", "adj_x", "adj_y");
    BroadcastSum sum = new BroadcastSum(call.ops(), call.input(0), call.input(1), 2);
    return Formulas.gradients(
        call, (tf, op) -> sum.toX(product.da()), (tf, op) -> sum.toY(product.db()));
  }

  /** The transposes that the op applies are moved to the other side. */
  private record Product(GradientCall call, String type, String transposeA, String transposeB) {
    Operand da() {
      Operand b = call.input(1);
      return a() ? times(b, call.gradient(), b(), true) : times(call.gradient(), b, false, !b());
    }

    Operand db() {
      Operand a = call.input(0);
      return b() ? times(call.gradient(), a, true, a()) : times(a, call.gradient(), !a(), false);
    }

    private boolean a() {
      return call.boolAttr(transposeA);
    }

    private boolean b() {
      return call.boolAttr(transposeB);
    }

    private Operand times(Operand left, Operand right, boolean transposeL, boolean transposeR) {
      return call.ops()
          .graph()
          .node(type)
          .input(left)
          .input(right)
          .attr(transposeA, Attr.of(transposeL))
          .attr(transposeB, Attr.of(transposeR))
          .buildOutput();
    }
  }

  /** The sum over all axes but that of the channels. */
  private static Operand bias(Ops tf, GradientCall op) {
    return tf.graph()
        .node("BiasAddGrad")
        .input(op.gradient())
        .attr("data_format", Attr.of(op.textAttr("data_format")))
        .buildOutput();
  }
}
