package io.kerasport.core.gradient.rule;

import io.kerasport.graph.Attr;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Shape;
import io.kerasport.spi.GradientCall;
import io.kerasport.spi.GradientRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of Conv2D in groups and with dilations, which TensorFlow computes on CPUs while it
 * has no kernels for their gradients there.
 *
 * <p>A filter with fewer input channels than x makes groups; each is differentiated by itself.
 */
final class Conv2DGradient {
  private static final int FILTER_INPUTS = 2;
  private static final int FILTER_OUTPUTS = 3;

  private final Convolution convolution;
  private final GradientCall call;
  private final Ops tf;
  private final int channels;

  private Conv2DGradient(Convolution convolution, GradientCall call) {
    this.convolution = convolution;
    this.call = call;
    tf = call.ops();
    channels = call.textAttr("data_format").equals("NCHW") ? 1 : 3;
  }

  static GradientRule rule(Convolution convolution) {
    return call -> new Conv2DGradient(convolution, call).gradients();
  }

  private List<@Nullable Operand> gradients() {
    int groups = groups();
    if (groups == 1) {
      Operand x = call.input(0);
      Operand filter = call.input(1);
      return Formulas.gradients(
          call,
          (ops, op) -> toInput(x, filter, op.gradient()),
          (ops, op) -> toFilter(x, filter, op.gradient()));
    }
    List<Operand> xs = tf.arrays().split(call.input(0), channels, groups);
    List<Operand> filters = tf.arrays().split(call.input(1), FILTER_OUTPUTS, groups);
    List<Operand> dys = tf.arrays().split(call.gradient(), channels, groups);
    List<Operand> dxs = new ArrayList<>();
    List<Operand> dws = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      if (call.wants(0)) {
        dxs.add(toInput(xs.get(i), filters.get(i), dys.get(i)));
      }
      if (call.wants(1)) {
        dws.add(toFilter(xs.get(i), filters.get(i), dys.get(i)));
      }
    }
    return Formulas.gradients(
        call, (ops, op) -> tf.concat(dxs, channels), (ops, op) -> tf.concat(dws, FILTER_OUTPUTS));
  }

  /** The number of groups; 1 if channels are not known statically. */
  private int groups() {
    Shape x = call.input(0).shape();
    Shape filter = call.input(1).shape();
    if (!x.hasRank() || !filter.hasRank()) {
      return 1;
    }
    long all = x.dim(channels);
    long inputs = filter.dim(FILTER_INPUTS);
    return all == Shape.UNKNOWN_DIM || inputs == Shape.UNKNOWN_DIM
        ? 1
        : Math.toIntExact(all / inputs);
  }

  private Operand toInput(Operand x, Operand filter, Operand dy) {
    if (!Dilation.canBeUndone(call)) {
      return convolution.toInput(call, x, filter, dy);
    }
    Dilation dilation = new Dilation(call, x, filter);
    Operand blocks =
        tf.graph()
            .node(convolution.input())
            .input(tf.arrays().shape(dilation.blocksOfInput(x)))
            .input(filter)
            .input(dilation.blocksOfOutput(dy))
            .attr("strides", Attr.ints(1, 1, 1, 1))
            .attr("padding", Attr.of("VALID"))
            .buildOutput();
    return dilation.inputOfBlocks(blocks);
  }

  private Operand toFilter(Operand x, Operand filter, Operand dy) {
    if (!Dilation.canBeUndone(call)) {
      return convolution.toFilter(call, x, filter, dy);
    }
    Dilation dilation = new Dilation(call, x, filter);
    return tf.graph()
        .node(convolution.filter())
        .input(dilation.blocksOfInput(x))
        .input(tf.arrays().shape(filter))
        .input(dilation.blocksOfOutput(dy))
        .attr("strides", Attr.ints(1, 1, 1, 1))
        .attr("padding", Attr.of("VALID"))
        .buildOutput();
  }
}
