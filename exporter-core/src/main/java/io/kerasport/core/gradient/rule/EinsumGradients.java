package io.kerasport.core.gradient.rule;

import static java.util.stream.Collectors.joining;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products over labelled axes, of one or two tensors: {@code ab,bc->ac}. The gradient of a
 * tensor is the product of dy with the other tensor, summed to the first one's labels: {@code
 * ac,bc->ab}.
 *
 * <p>Labels that only this tensor has were summed out before; along them the gradient is repeated.
 * Along an ellipsis tensors broadcast.
 */
final class EinsumGradients {
  private static final String ELLIPSIS = "...";

  private final Ops tf;
  private final GradientCall op;
  private final List<String> labels;
  private final String output;

  private EinsumGradients(GradientCall op) {
    this.op = op;
    tf = op.ops();
    String[] sides = op.textAttr("equation").replace(" ", "").split("->", -1);
    labels = List.of(sides[0].split(",", -1));
    output = sides[1];
  }

  static Map<String, GradientRule> rules() {
    return Map.of("Einsum", call -> new EinsumGradients(call).all());
  }

  private List<@Nullable Operand> all() {
    List<@Nullable Operand> gradients = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      gradients.add(op.wants(i) ? ofInput(i) : null);
    }
    return gradients;
  }

  private Operand ofInput(int index) {
    String target = labels.get(index);
    boolean alone = labels.size() == 1;
    String other = alone ? "" : labels.get(1 - index);
    String summedOut = without(distinct(target), output + other);
    String kept = without(distinct(target), summedOut);
    boolean ellipsis = output.contains(ELLIPSIS);

    String found = (ellipsis ? ELLIPSIS : "") + kept;
    Operand gradient =
        alone
            ? einsum(output + "->" + found, op.gradient())
            : einsum(output + "," + other + "->" + found, op.gradient(), op.input(1 - index));
    if (ellipsis) {
      gradient =
          target.contains(ELLIPSIS)
              ? sumBroadcast(gradient, kept.length(), index)
              : sumLeading(gradient, kept.length());
      found = target.contains(ELLIPSIS) ? found : kept;
    }
    if (!summedOut.isEmpty()) {
      return einsum(
          found + "," + summedOut + "->" + target,
          gradient,
          ones(op.input(index), target, summedOut));
    }
    return found.equals(target) ? gradient : einsum(found + "->" + target, gradient);
  }

  private Operand einsum(String equation, Operand... inputs) {
    return tf.graph()
        .node("Einsum")
        .inputs(List.of(inputs))
        .attr("equation", Attr.of(equation))
        .buildOutput();
  }

  /** All axes that came in for an ellipsis which the tensor does not have. */
  private Operand sumLeading(Operand gradient, int last) {
    if (gradient.shape().hasRank()) {
      int leading = gradient.shape().rank() - last;
      return tf.reduce().sum(gradient, false, IntStream.range(0, leading).toArray());
    }
    Operand leading =
        Shapes.range(tf, tf.scalar(0), tf.sub(Shapes.rank(tf, gradient), tf.scalar(last)));
    return tf.binary("Sum", gradient, leading);
  }

  /** The axes of the ellipsis along which the tensor was repeated. */
  private Operand sumBroadcast(Operand gradient, int last, int index) {
    if (labels.stream().filter(input -> input.contains(ELLIPSIS)).count() < 2) {
      return gradient;
    }
    String target = labels.get(index);
    String ellipsisFirst = ELLIPSIS + distinct(target);
    Operand x = op.input(index);
    Operand like = target.equals(ellipsisFirst) ? x : einsum(target + "->" + ellipsisFirst, x);
    int fixed = distinct(target).length();
    if (fixed != last) {
      like = einsum(ellipsisFirst + "->" + ELLIPSIS + kept(target, index), like);
    }
    return new BroadcastSum(tf, like, gradient, last).toX(gradient);
  }

  private String kept(String target, int index) {
    String distinct = distinct(target);
    return without(distinct, without(distinct, output + labels.get(1 - index)));
  }

  /** Ones with the sizes that a tensor has along some of its labels. */
  private Operand ones(Operand x, String target, String wanted) {
    List<Operand> sizes = new ArrayList<>();
    Operand shape = tf.arrays().shape(x);
    for (int i = 0; i < wanted.length(); i++) {
      int axis = axis(target, wanted.charAt(i));
      sizes.add(Shapes.part(tf, shape, axis, axis == -1 ? ArrayOps.TO_THE_END : axis + 1));
    }
    return tf.arrays()
        .fill(
            sizes.size() == 1 ? sizes.get(0) : tf.concat(sizes, 0),
            tf.constant(TensorValue.scalar(x.dtype(), 1)));
  }

  /** The axis of a label, counted from the back if it lies behind an ellipsis. */
  private static int axis(String target, char label) {
    int at = target.indexOf(label);
    int ellipsis = target.indexOf(ELLIPSIS);
    return ellipsis >= 0 && at > ellipsis ? at - target.length() : at;
  }

  private static String distinct(String target) {
    return target
        .replace(ELLIPSIS, "")
        .chars()
        .distinct()
        .mapToObj(Character::toString)
        .collect(joining());
  }

  private static String without(String letters, String removed) {
    return letters
        .chars()
        .filter(letter -> removed.indexOf(letter) < 0)
        .mapToObj(Character::toString)
        .collect(joining());
  }
}
