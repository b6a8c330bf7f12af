package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import java.util.stream.IntStream;

/** A reduction over the axes in {@code axis}, over all where there is none. */
record Reduction(Function function, boolean floating) implements LayerSerializer {
  /** What it computes. */
  @FunctionalInterface
  interface Function {
    Operand of(Ops tf, Operand x, boolean keepDims, int[] axes);
  }

  static Reduction of(Function function) {
    return new Reduction(function, false);
  }

  static Reduction floating(Function function) {
    return new Reduction(function, true);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    for (String key : List.of("initial", "dtype")) {
      if (layer.config().get(key) != null) {
        return List.of("`" + key + "` of a reduction is not supported");
      }
    }
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = floating ? Operands.floating(call, call.input()) : call.input();
    int rank = x.shape().rank();
    int[] axes =
        call.config().has("axis")
            ? Sizes.axes(call.config(), "axis", rank)
            : IntStream.range(0, rank).toArray();
    boolean keepDims = call.config().bool("keepdims", false);
    return LayerOutput.of(function.of(call.ops(), x, keepDims, axes));
  }

  static Operand variance(Ops tf, Operand x, boolean keepDims, int[] axes) {
    Operand mean = tf.reduce().mean(x, true, axes);
    return tf.reduce().mean(tf.square(tf.sub(x, mean)), keepDims, axes);
  }

  static Operand deviation(Ops tf, Operand x, boolean keepDims, int[] axes) {
    return tf.sqrt(variance(tf, x, keepDims, axes));
  }

  /** With the largest value taken out first, so that no exponential overflows. */
  static Operand logSumExp(Ops tf, Operand x, boolean keepDims, int[] axes) {
    Operand largest = tf.unary("StopGradient", tf.reduce().max(x, true, axes));
    Operand sum = tf.reduce().sum(tf.math().exp(tf.sub(x, largest)), true, axes);
    Operand y = tf.add(tf.math().log(sum), largest);
    return keepDims ? y : tf.arrays().squeeze(y, axes);
  }
}
