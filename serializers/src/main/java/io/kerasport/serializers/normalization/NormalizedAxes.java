package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerDescription;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The axes over which a layer normalizes, each sample by itself: its entry {@code axis}, one or
 * several. Weights have these axes only.
 */
final class NormalizedAxes {
  private static final String KEY = "axis";

  private NormalizedAxes() {}

  /** The axes counted from the front. */
  static int[] of(Config config, int rank) {
    return Sizes.axes(config.has(KEY) ? config : config.with(KEY, -1L), KEY, rank);
  }

  /** The shape of the weights, whose axes Keras 3 sorts by the numbers of the configuration. */
  static Shape weightShape(LayerDescription layer, Shape input) {
    Config config = layer.config();
    of(config, input.rank());
    List<Long> axes = config.has(KEY) ? config.integers(KEY) : List.of(-1L);
    LongStream ordered = axes.stream().mapToLong(Long::longValue);
    return Shape.of(
        (layer.isKeras2() ? ordered : ordered.sorted())
            .map(axis -> Sizes.known(layer, input, (int) axis))
            .toArray());
  }

  /** A weight in a shape that broadcasts with a tensor. */
  static Operand broadcast(Ops tf, Operand weight, Operand like, int... axes) {
    int rank = like.shape().rank();
    if (axes.length == 1 && axes[0] == rank - 1) {
      return weight;
    }
    int[] shape = new int[rank];
    Arrays.fill(shape, 1);
    for (int axis : axes) {
      shape[axis] = Math.toIntExact(like.shape().dim(axis));
    }
    return tf.arrays().reshape(weight, shape);
  }
}
