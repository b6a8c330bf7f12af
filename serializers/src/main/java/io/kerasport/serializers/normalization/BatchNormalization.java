package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.layout.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta}, with statistics for every index of
 * one axis.
 */
final class BatchNormalization implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    axis(layer.config());
    List<String> reasons = new ArrayList<>();
    if (layer.config().bool("renorm", false)) {
      reasons.add("batch renormalization (renorm) has no counterpart");
    }
    if (layer.config().has("virtual_batch_size")) {
      reasons.add("statistics over parts of a batch (virtual_batch_size) have no counterpart");
    }
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    long size = Sizes.known(layer, inputs.get(0).shape(), axis(layer.config()));
    TensorSpec spec = new TensorSpec(statisticsDType(layer), Shape.of(size));
    List<WeightSpec> weights = new ArrayList<>();
    if (layer.config().bool("scale", true)) {
      weights.add(WeightSpec.trainable("gamma", spec).withoutAutocast());
    }
    if (layer.config().bool("center", true)) {
      weights.add(WeightSpec.trainable("beta", spec).withoutAutocast());
    }
    weights.add(WeightSpec.nonTrainable("moving_mean", spec).withoutAutocast());
    weights.add(WeightSpec.nonTrainable("moving_variance", spec).withoutAutocast());
    return weights;
  }

  /** Keras 2 keeps statistics of 16-bit layers in float32. */
  private static DType statisticsDType(LayerDescription layer) {
    DType type = layer.variableDType();
    return layer.isKeras2() && type.byteSize() == 2 ? DType.FLOAT : type;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand input = call.input();
    // 16-bit numbers overflow in the squares; Keras computes in float32 as well.
    Operand x = input.dtype().byteSize() == 2 ? tf.cast(input, DType.FLOAT) : input;
    int rank = x.shape().rank();
    int axis = axis(call.config()) < 0 ? axis(call.config()) + rank : axis(call.config());
    Operand y =
        rank == 4 && axis == 3 && x.dtype() == DType.FLOAT
            ? fused(tf, x, call)
            : normalized(tf, x, axis, call);
    return LayerOutput.passingMask(call, tf.cast(y, input.dtype()));
  }

  private static Operand fused(Ops tf, Operand x, LayerCall call) {
    int channels = Math.toIntExact(x.shape().dim(3));
    Config config = call.config();
    return tf.nn()
        .fusedBatchNorm(
            x,
            config.bool("scale", true) ? weight(tf, call, "gamma", x) : vector(tf, channels, 1),
            config.bool("center", true) ? weight(tf, call, "beta", x) : vector(tf, channels, 0),
            weight(tf, call, "moving_mean", x),
            weight(tf, call, "moving_variance", x),
            epsilon(config));
  }

  /** {@code x · inv + (beta - mean · inv)} with {@code inv = gamma / sqrt(variance + epsilon)}. */
  private static Operand normalized(Ops tf, Operand x, int axis, LayerCall call) {
    Config config = call.config();
    Operand mean = broadcast(tf, weight(tf, call, "moving_mean", x), x, axis);
    Operand variance = broadcast(tf, weight(tf, call, "moving_variance", x), x, axis);
    Operand inv = tf.rsqrt(tf.add(variance, epsilon(config)));
    if (config.bool("scale", true)) {
      inv = tf.mul(inv, broadcast(tf, weight(tf, call, "gamma", x), x, axis));
    }
    Operand shift = tf.mul(mean, inv);
    Operand offset =
        config.bool("center", true)
            ? tf.sub(broadcast(tf, weight(tf, call, "beta", x), x, axis), shift)
            : tf.neg(shift);
    return tf.add(tf.mul(x, inv), offset);
  }

  /** A vector in a shape that broadcasts along one axis of a tensor. */
  private static Operand broadcast(Ops tf, Operand vector, Operand x, int axis) {
    int rank = x.shape().rank();
    if (axis == rank - 1) {
      return vector;
    }
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    shape[axis] = Math.toIntExact(x.shape().dim(axis));
    return tf.arrays().reshape(vector, shape);
  }

  private static Operand weight(Ops tf, LayerCall call, String name, Operand like) {
    return tf.cast(call.weight(name), like.dtype());
  }

  private static Operand vector(Ops tf, int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return tf.constant(TensorValue.ofFloats(Shape.of(size), values));
  }

  private static double epsilon(Config config) {
    return config.number("epsilon", 1e-3);
  }

  /** The entry {@code axis}: a number, or in Keras 2 a list of one. */
  private static int axis(Config config) {
    List<Long> axes = config.has("axis") ? config.integers("axis") : List.of(-1L);
    if (axes.size() != 1) {
      throw new ConfigException("axis", "one axis", config.get("axis"));
    }
    return Math.toIntExact(axes.get(0));
  }
}
