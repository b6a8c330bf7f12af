package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code x / |x|} with the Euclidean norm of each sample over some axes. */
final class UnitNormalization implements LayerSerializer {
  private static final double SMALLEST = 1e-12;

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = call.input();
    int[] axes = NormalizedAxes.of(call.config(), x.shape().rank());
    return LayerOutput.passingMask(call, unit(call, x, axes));
  }

  /** Keras 2 bounds the square of the norm from below, Keras 3 the norm. */
  private static Operand unit(LayerCall call, Operand x, int... axes) {
    Ops tf = call.ops();
    Operand square = tf.reduce().sum(tf.square(x), true, axes);
    Operand inv =
        call.layer().isKeras2()
            ? tf.rsqrt(tf.maximum(square, tf.scalarLike(square, SMALLEST)))
            : tf.minimum(tf.rsqrt(square), tf.scalarLike(square, 1 / SMALLEST));
    return tf.mul(x, inv);
  }
}
