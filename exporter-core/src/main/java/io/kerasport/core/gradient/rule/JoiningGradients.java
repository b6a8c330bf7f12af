package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Ops that join tensors, whose gradients are the parts, and ops that split a tensor. */
final class JoiningGradients {
  private JoiningGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("ConcatV2", JoiningGradients::concat),
        entry("Pack", JoiningGradients::pack),
        entry("Unpack", each(JoiningGradients::unpack)),
        entry("Split", Formulas.second((tf, op) -> join(tf, op, op.input(0)))),
        entry("SplitV", each((tf, op) -> join(tf, op, op.input(2)))));
  }

  private static List<@Nullable Operand> concat(GradientCall call) {
    Ops tf = call.ops();
    int count = call.inputs().size() - 1;
    Operand axis = call.input(count);
    List<@Nullable Operand> gradients = Formulas.none(call);
    List<Operand> parts =
        tf.graph()
            .node("SplitV")
            .name("split")
            .input(call.gradient())
            .input(sizes(tf, call.inputs().subList(0, count), axis, call.constant(count)))
            .input(axis)
            .attr("num_split", Attr.of(count))
            .build()
            .outputs();
    for (int i = 0; i < count; i++) {
      gradients.set(i, parts.get(i));
    }
    return gradients;
  }

  /** The sizes of tensors along an axis, a vector of int32. */
  private static Operand sizes(
      Ops tf, List<Operand> tensors, Operand axis, Optional<TensorValue> constantAxis) {
    if (constantAxis.isPresent() && tensors.stream().allMatch(tensor -> tensor.shape().hasRank())) {
      int along = Math.toIntExact(constantAxis.get().integers()[0]);
      long[] known = tensors.stream().mapToLong(tensor -> tensor.shape().dim(along)).toArray();
      if (IntStream.range(0, known.length).allMatch(i -> known[i] != Shape.UNKNOWN_DIM)) {
        return tf.ints(
            IntStream.range(0, known.length).map(i -> Math.toIntExact(known[i])).toArray());
      }
    }
    List<Operand> sizes = new ArrayList<>();
    Operand fromTheFront =
        tf.math().floorMod(axis, tf.cast(Shapes.rank(tf, tensors.get(0)), axis.dtype()));
    for (Operand tensor : tensors) {
      sizes.add(
          tf.graph()
              .node("GatherV2")
              .input(tf.arrays().shape(tensor))
              .input(fromTheFront)
              .input(tf.scalar(0))
              .buildOutput());
    }
    return tf.arrays().pack(sizes, 0);
  }

  private static List<@Nullable Operand> pack(GradientCall call) {
    return new ArrayList<>(
        call.ops()
            .graph()
            .node("Unpack")
            .name("unstack")
            .input(call.gradient())
            .attr("num", Attr.of(call.inputs().size()))
            .attr("axis", call.attr("axis"))
            .build()
            .outputs());
  }

  private static Operand unpack(Ops tf, GradientCall op) {
    return tf.graph()
        .node("Pack")
        .name("stack")
        .inputs(outputGradients(tf, op))
        .attr("axis", op.attr("axis"))
        .buildOutput();
  }

  private static Operand join(Ops tf, GradientCall op, Operand axis) {
    return tf.graph()
        .node("ConcatV2")
        .name("concat")
        .inputs(outputGradients(tf, op))
        .input(axis)
        .buildOutput();
  }

  /** The gradients of all outputs, zeros where none arrives. */
  private static List<Operand> outputGradients(Ops tf, GradientCall op) {
    List<Operand> gradients = new ArrayList<>();
    for (int i = 0; i < op.operation().outputs().size(); i++) {
      Operand gradient = op.outputGradient(i);
      gradients.add(gradient != null ? gradient : tf.zerosLike(op.output(i)));
    }
    return gradients;
  }
}
