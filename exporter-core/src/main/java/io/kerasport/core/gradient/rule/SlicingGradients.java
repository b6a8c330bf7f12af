package io.kerasport.core.gradient.rule;

import static io.kerasport.core.gradient.rule.Formulas.each;
import static java.util.Map.entry;

import io.kerasport.graph.Attr;
import io.kerasport.graph.NodeBuilder;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Slices, whose gradients are padded with zeros, and padding, whose gradients are slices. */
final class SlicingGradients {
  private SlicingGradients() {}

  static Map<String, GradientRule> rules() {
    return Map.ofEntries(
        entry("Slice", each(SlicingGradients::slice)),
        entry("StridedSlice", each(SlicingGradients::stridedSlice)),
        entry("Pad", each(SlicingGradients::inside)),
        entry("PadV2", SlicingGradients::padWithValue),
        entry("MirrorPad", each(SlicingGradients::mirrorPad)));
  }

  private static Operand slice(Ops tf, GradientCall op) {
    Operand x = op.input(0);
    Operand dy = op.gradient();
    Optional<TensorValue> begin = op.constant(1);
    if (begin.isPresent() && x.shape().isFullyKnown() && dy.shape().isFullyKnown()) {
      int rank = x.shape().rank();
      int[] paddings = new int[2 * rank];
      for (int axis = 0; axis < rank; axis++) {
        long before = begin.get().integers()[axis];
        paddings[2 * axis] = Math.toIntExact(before);
        paddings[2 * axis + 1] =
            Math.toIntExact(x.shape().dim(axis) - dy.shape().dim(axis) - before);
      }
      return pad(tf, dy, tf.constant(TensorValue.ofInts(Shape.of(rank, 2), paddings)));
    }
    DType type = op.input(1).dtype();
    Operand after =
        tf.sub(tf.sub(Shapes.shape(tf, x, type), Shapes.shape(tf, dy, type)), op.input(1));
    return pad(tf, dy, tf.arrays().pack(List.of(op.input(1), after), 1));
  }

  private static Operand pad(Ops tf, Operand dy, Operand paddings) {
    return tf.binary("Pad", dy, paddings);
  }

  private static Operand stridedSlice(Ops tf, GradientCall op) {
    NodeBuilder node =
        tf.graph()
            .node("StridedSliceGrad")
            .input(Shapes.shape(tf, op.input(0), op.input(1).dtype()))
            .input(op.input(1))
            .input(op.input(2))
            .input(op.input(3))
            .input(op.gradient());
    for (String mask :
        List.of("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")) {
      node.attr(mask, op.attr(mask));
    }
    return node.buildOutput();
  }

  /** The part of the gradient that belongs to the padded tensor. */
  private static Operand inside(Ops tf, GradientCall op) {
    return tf.graph()
        .node("Slice")
        .input(op.gradient())
        .input(before(tf, op))
        .input(Shapes.shape(tf, op.input(0), op.input(1).dtype()))
        .buildOutput();
  }

  /** The first column of the paddings: how much was put before, for each axis. */
  private static Operand before(Ops tf, GradientCall op) {
    Optional<TensorValue> paddings = op.constant(1);
    if (paddings.isPresent() && paddings.get().spec().dtype() == DType.INT32) {
      long[] values = paddings.get().integers();
      int[] before = new int[values.length / 2];
      for (int axis = 0; axis < before.length; axis++) {
        before[axis] = Math.toIntExact(values[2 * axis]);
      }
      return tf.ints(before);
    }
    return tf.graph()
        .node("Unpack")
        .name("unstack")
        .input(op.input(1))
        .attr("num", Attr.of(2))
        .attr("axis", Attr.of(1))
        .build()
        .output();
  }

  /** The padded value gets what is outside. */
  private static List<@Nullable Operand> padWithValue(GradientCall call) {
    Ops tf = call.ops();
    Operand inside = inside(tf, call);
    List<@Nullable Operand> gradients = Formulas.none(call);
    gradients.set(0, inside);
    if (call.wants(2)) {
      gradients.set(2, tf.sub(Shapes.sumOfAll(tf, call.gradient()), Shapes.sumOfAll(tf, inside)));
    }
    return gradients;
  }

  private static Operand mirrorPad(Ops tf, GradientCall op) {
    return tf.graph()
        .node("MirrorPadGrad")
        .input(op.gradient())
        .input(op.input(1))
        .attr("mode", op.attr("mode"))
        .buildOutput();
  }
}
