package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.GradientCall;
import java.util.List;

/**
 * A convolution of images NHWC with dilations d is one without on blocks: every d-th pixel of every
 * d-th row, starting anywhere in the first d by d pixels, makes an image of its own.
 *
 * <p>The image is padded first as the convolution says, and then behind up to multiples of d.
 */
final class Dilation {
  private final Ops tf;
  private final Operand block;
  private final Operand inputPaddings;
  private final Operand outputPaddings;

  Dilation(GradientCall call, Operand x, Operand filter) {
    tf = call.ops();
    List<Long> dilations = call.intsAttr("dilations");
    block = tf.ints(Math.toIntExact(dilations.get(1)), Math.toIntExact(dilations.get(2)));
    Operand zeros = tf.ints(0, 0);
    Operand before;
    Operand after;
    switch (call.textAttr("padding")) {
      case "EXPLICIT" -> {
        int[] given =
            call.intsAttr("explicit_paddings").stream().mapToInt(Math::toIntExact).toArray();
        before = tf.ints(given[2], given[4]);
        after = tf.ints(given[3], given[5]);
      }
      case "SAME" -> {
        // The image keeps its size, so what the filter spans beyond one pixel is added around it.
        Operand added = tf.mul(tf.sub(heightAndWidth(filter, 0), tf.ints(1, 1)), block);
        before = tf.binary("FloorDiv", added, tf.scalar(2));
        after = tf.sub(added, before);
      }
      default -> {
        before = zeros;
        after = zeros;
      }
    }
    Operand size = tf.add(tf.add(heightAndWidth(x, 1), before), after);
    Operand filled = tf.math().floorMod(tf.neg(size), block);
    inputPaddings = tf.arrays().pack(List.of(before, tf.add(after, filled)), 1);
    outputPaddings = tf.arrays().pack(List.of(zeros, filled), 1);
  }

  /** Whether a convolution has dilations, and neither strides nor channels first besides. */
  static boolean canBeUndone(GradientCall call) {
    return call.textAttr("data_format").equals("NHWC")
        && call.intsAttr("dilations").stream().anyMatch(dilation -> dilation > 1)
        && call.intsAttr("strides").stream().allMatch(stride -> stride == 1);
  }

  private Operand heightAndWidth(Operand tensor, int first) {
    return tensor.shape().hasRank()
        ? tf.arrays().shape(tensor, first, first + 2)
        : Shapes.part(tf, tf.arrays().shape(tensor), first, first + 2);
  }

  Operand blocksOfInput(Operand x) {
    return blocks("SpaceToBatchND", x, inputPaddings);
  }

  Operand blocksOfOutput(Operand y) {
    return blocks("SpaceToBatchND", y, outputPaddings);
  }

  Operand inputOfBlocks(Operand blocks) {
    return blocks("BatchToSpaceND", blocks, inputPaddings);
  }

  private Operand blocks(String type, Operand tensor, Operand paddings) {
    return tf.graph().node(type).input(tensor).input(block).input(paddings).buildOutput();
  }
}
