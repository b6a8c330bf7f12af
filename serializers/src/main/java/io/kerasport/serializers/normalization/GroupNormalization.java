package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta} with statistics of each sample and
 * each group of channels.
 */
final class GroupNormalization implements LayerSerializer {
  private static final String KEY = "groups";
  private static final long EACH_CHANNEL = -1;

  @Override
  public List<String> unsupported(LayerDescription layer) {
    configuredGroups(layer.config());
    return List.of();
  }

  private static long configuredGroups(Config config) {
    long groups = config.integer(KEY, 32);
    if (groups < 1 && groups != EACH_CHANNEL) {
      throw new ConfigException(KEY, "positive, or -1 for one group a channel", config.get(KEY));
    }
    return groups;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Shape input = inputs.get(0).shape();
    long channels = Sizes.known(layer, input, axis(layer.config(), input.rank()));
    groups(layer.config(), channels);
    TensorSpec spec = new TensorSpec(layer.variableDType(), Shape.of(channels));
    List<WeightSpec> weights = new ArrayList<>();
    if (layer.config().bool("scale", true)) {
      weights.add(weight("gamma", spec, layer));
    }
    if (layer.config().bool("center", true)) {
      weights.add(weight("beta", spec, layer));
    }
    return weights;
  }

  private static WeightSpec weight(String name, TensorSpec spec, LayerDescription layer) {
    WeightSpec weight = WeightSpec.trainable(name, spec);
    return layer.isKeras2() ? weight : weight.withoutAutocast();
  }

  private static int groups(Config config, long channels) {
    long groups = configuredGroups(config);
    if (groups == EACH_CHANNEL) {
      return Math.toIntExact(channels);
    }
    if (channels % groups != 0) {
      throw new ConfigException(KEY, "a divisor of the " + channels + " channels", groups);
    }
    return Math.toIntExact(groups);
  }

  private static int axis(Config config, int rank) {
    Config axis = config.has("axis") ? config : config.with("axis", -1L);
    int[] axes = Sizes.axes(axis, "axis", rank);
    if (axes.length != 1 || axes[0] == 0) {
      throw new ConfigException("axis", "one axis that is not the batch", config.get("axis"));
    }
    return axes[0];
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand input =
        call.layer().isKeras2() ? tf.cast(call.input(), call.layer().computeDType()) : call.input();
    // 16-bit numbers overflow in the squares; Keras 3 computes in float32 as well.
    boolean widens = !call.layer().isKeras2() && input.dtype().byteSize() == Short.BYTES;
    Operand x = widens ? tf.cast(input, DType.FLOAT) : input;
    int axis = axis(call.config(), x.shape().rank());
    Operand grouped = grouped(call, x, axis);
    int[] axes =
        IntStream.range(1, grouped.shape().rank()).filter(other -> other != axis).toArray();
    Operand mask = call.layer().isKeras2() ? call.mask(0) : null;
    Moments moments =
        mask == null
            ? Moments.of(tf, grouped, axes)
            : Moments.of(tf, grouped, grouped(call, weights(tf, mask, x), axis), axes);
    Operand y =
        moments.normalize(
            tf,
            grouped,
            perGroup(call, "scale", "gamma", grouped, axis),
            perGroup(call, "center", "beta", grouped, axis),
            call.config().number("epsilon", 1e-3));
    Operand shaped = tf.reshape(y, tf.arrays().shape(x));
    return LayerOutput.passingMask(call, tf.cast(shaped, call.layer().computeDType()));
  }

  private static Operand weights(Ops tf, Operand mask, Operand x) {
    return tf.cast(tf.arrays().broadcastTo(mask, tf.arrays().shape(x)), x.dtype());
  }

  /** The axis of the channels cut in two: groups, and the channels of each. */
  private static Operand grouped(LayerCall call, Operand x, int axis) {
    Ops tf = call.ops();
    Shape shape = x.shape();
    int groups = groups(call.config(), shape.dim(axis));
    int channels = Math.toIntExact(shape.dim(axis) / groups);
    List<Operand> sizes = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (i == axis) {
        sizes.add(tf.scalar(groups));
        sizes.add(tf.scalar(channels));
      } else {
        sizes.add(tf.arrays().size(x, i));
      }
    }
    long unknown = Arrays.stream(shape.dims()).filter(size -> size < 0).count();
    return unknown > 1
        ? tf.reshape(x, tf.arrays().pack(sizes, 0))
        : tf.arrays().reshape(x, known(shape, axis, groups, channels));
  }

  private static int[] known(Shape shape, int axis, int groups, int channels) {
    return IntStream.range(0, shape.rank())
        .flatMap(
            i ->
                i == axis
                    ? IntStream.of(groups, channels)
                    : IntStream.of(Math.toIntExact(shape.dim(i))))
        .toArray();
  }

  private static @Nullable Operand perGroup(
      LayerCall call, String flag, String name, Operand grouped, int axis) {
    if (!call.config().bool(flag, true)) {
      return null;
    }
    int[] shape = new int[grouped.shape().rank()];
    Arrays.fill(shape, 1);
    shape[axis] = Math.toIntExact(grouped.shape().dim(axis));
    shape[axis + 1] = Math.toIntExact(grouped.shape().dim(axis + 1));
    Ops tf = call.ops();
    return tf.arrays().reshape(tf.cast(call.weight(name), grouped.dtype()), shape);
  }
}
