package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static io.kerasport.core.gradient.rule.Formulas.second;
import static io.kerasport.core.gradient.rule.Formulas.unary;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ops that move every element to one or more places: the gradient moves back, and adds up. */
final class LayoutGradients {
  private LayoutGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Reshape", unary((tf, dy, x, y) -> Shapes.reshapeLike(tf, dy, x))),
        entry("ExpandDims", unary((tf, dy, x, y) -> Shapes.reshapeLike(tf, dy, x))),
        entry("Squeeze", unary((tf, dy, x, y) -> Shapes.reshapeLike(tf, dy, x))),
        entry("Transpose", each(LayoutGradients::transpose)),
        entry("BroadcastTo", unary((tf, dy, x, y) -> new BroadcastSum(tf, x, y).toX(dy))),
        entry("Fill", second((tf, op) -> Shapes.sumOfAll(tf, op.gradient()))),
        entry("Tile", each(LayoutGradients::tile)),
        entry("ReverseV2", each((tf, op) -> tf.binary("ReverseV2", op.gradient(), op.input(1)))),
        entry("ReverseSequence", each(LayoutGradients::reverseSequence)),
        entry("Roll", each(LayoutGradients::roll)),
        entry("SpaceToBatchND", each((tf, op) -> blocks(tf, op, "BatchToSpaceND"))),
        entry("BatchToSpaceND", each((tf, op) -> blocks(tf, op, "SpaceToBatchND"))),
        entry("SpaceToDepth", each((tf, op) -> depth(tf, op, "DepthToSpace"))),
        entry("DepthToSpace", each((tf, op) -> depth(tf, op, "SpaceToDepth"))));
  }

  private static Operand transpose(Ops tf, GradientCall op) {
    return op.constant(1)
        .map(order -> tf.arrays().transpose(op.gradient(), inverse(order.integers())))
        .orElseGet(
            () ->
                tf.binary("Transpose", op.gradient(), tf.unary("InvertPermutation", op.input(1))));
  }

  private static int[] inverse(long[] order) {
    int[] inverse = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> inverse[Math.toIntExact(order[i])] = i);
    return inverse;
  }

  /** The copies of an axis become an axis of their own, which is summed. */
  private static Operand tile(Ops tf, GradientCall op) {
    Operand multiples = tf.cast(op.input(1), DType.INT32);
    Operand pairs =
        tf.graph()
            .node("Pack")
            .name("stack")
            .inputs(List.of(multiples, tf.arrays().shape(op.input(0))))
            .attr("axis", Attr.of(1))
            .buildOutput();
    Operand parted = tf.reshape(op.gradient(), Shapes.flat(tf, pairs));
    Operand copies =
        op.input(0).shape().hasRank()
            ? tf.ints(IntStream.range(0, op.input(0).shape().rank()).map(i -> 2 * i).toArray())
            : tf.mul(Shapes.range(tf, tf.scalar(0), Shapes.rank(tf, op.input(0))), tf.scalar(2));
    return Shapes.reshapeLike(tf, tf.binary("Sum", parted, copies), op.input(0));
  }

  private static Operand reverseSequence(Ops tf, GradientCall op) {
    return tf.graph()
        .node("ReverseSequence")
        .input(op.gradient())
        .input(op.input(1))
        .attr("seq_dim", op.attr("seq_dim"))
        .attr("batch_dim", op.attr("batch_dim"))
        .buildOutput();
  }

  private static Operand roll(Ops tf, GradientCall op) {
    return tf.graph()
        .node("Roll")
        .input(op.gradient())
        .input(tf.neg(op.input(1)))
        .input(op.input(2))
        .buildOutput();
  }

  /** Padding of the one op is cropping of the other. */
  private static Operand blocks(Ops tf, GradientCall op, String inverse) {
    return tf.graph()
        .node(inverse)
        .input(op.gradient())
        .input(op.input(1))
        .input(op.input(2))
        .buildOutput();
  }

  private static Operand depth(Ops tf, GradientCall op, String inverse) {
    return tf.graph()
        .node(inverse)
        .input(op.gradient())
        .attr("block_size", op.attr("block_size"))
        .attr("data_format", op.attr("data_format"))
        .buildOutput();
  }
}
