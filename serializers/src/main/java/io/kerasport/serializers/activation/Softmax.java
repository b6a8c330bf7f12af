package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code exp(x) / sum(exp(x))} over one axis or several together. A mask takes positions out of the
 * sum.
 */
final class Softmax implements LayerSerializer {
  private static final double MASKED = -1e9;
  private static final double HALF_FLOAT_MINIMUM = -65504;

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.inputs().get(0);
    Operand mask = call.inputs().size() > 1 ? call.inputs().get(1) : call.mask(0);
    boolean replace = !call.layer().isKeras2() || call.config().bool("robust_masking", false);
    if (mask != null) {
      x = replace ? replaced(tf, x, mask, call) : lowered(tf, x, mask);
    }
    Operand y = over(tf, x, axes(call.config(), x.shape().rank()));
    if (mask != null && !call.layer().isKeras2()) {
      y = tf.math().select(isSet(tf, mask), y, tf.scalarLike(y, 0));
    }
    return LayerOutput.of(y).withMask(keptMask(call));
  }

  private static int[] axes(Config config, int rank) {
    int[] axes = config.has("axis") ? Sizes.axes(config, "axis", rank) : new int[] {rank - 1};
    if (axes.length == 0) {
      throw new ConfigException("axis", "at least one axis", config.get("axis"));
    }
    return axes;
  }

  /** Softmax over axes; TensorFlow's own op knows the last axis only. */
  private static Operand over(Ops tf, Operand x, int... axes) {
    int rank = x.shape().rank();
    if (axes.length > 1) {
      Operand largest = tf.unary("StopGradient", tf.reduce().max(x, true, axes));
      Operand exp = tf.math().exp(tf.sub(x, largest));
      return tf.div(exp, tf.reduce().sum(exp, true, axes));
    }
    int axis = axes[0];
    if (axis == rank - 1) {
      return tf.nn().softmax(x);
    }
    int[] swapped = IntStream.range(0, rank).toArray();
    swapped[axis] = rank - 1;
    swapped[rank - 1] = axis;
    Operand last = tf.arrays().transpose(x, swapped);
    return tf.arrays().transpose(tf.nn().softmax(last), swapped);
  }

  /** Keras 2 adds a large negative number, so that a row without a set position is uniform. */
  private static Operand lowered(Ops tf, Operand x, Operand mask) {
    Operand kept = tf.cast(mask, x.dtype());
    double low = x.dtype() == DType.HALF ? HALF_FLOAT_MINIMUM / 2 : MASKED;
    return tf.add(x, tf.mul(tf.sub(tf.scalarLike(x, 1), kept), low));
  }

  private static Operand replaced(Ops tf, Operand x, Operand mask, LayerCall call) {
    double low = MASKED;
    if (x.dtype() == DType.HALF) {
      low = call.layer().isKeras2() ? HALF_FLOAT_MINIMUM / 2 : -3e4;
    }
    return tf.math().select(isSet(tf, mask), x, tf.scalarLike(x, low));
  }

  private static Operand isSet(Ops tf, Operand mask) {
    return mask.dtype() == DType.BOOL ? mask : tf.math().greater(mask, tf.scalarLike(mask, 0.5));
  }

  private static @Nullable Operand keptMask(LayerCall call) {
    return call.layer().isKeras2() ? call.mask(0) : null;
  }
}
