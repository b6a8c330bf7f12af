package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.Arrays;
import java.util.List;

/** Every element of a sequence or a volume as often as {@code size} says, axis by axis. */
final class Repetition implements LayerSerializer {
  private final int axes;

  /** Repetition along so many spatial axes. */
  Repetition(int axes) {
    this.axes = axes;
  }

  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(axes + 2);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    times(layer.config());
    DataFormat.of(layer.config());
    return List.of();
  }

  private List<Long> times(Config config) {
    return Sizes.positives(config, "size", axes, 2);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    int first = DataFormat.of(call.config()).firstSpatialAxis();
    Operand y = call.input();
    for (int axis = 0; axis < axes; axis++) {
      int times = Math.toIntExact(times(call.config()).get(axis));
      y = repeated(call.ops(), y, first + axis, times);
    }
    return LayerOutput.of(y);
  }

  private static Operand repeated(Ops tf, Operand x, int axis, int times) {
    int rank = x.shape().rank();
    int[] multiples = new int[rank + 1];
    Arrays.fill(multiples, 1);
    multiples[axis + 1] = times;
    Operand apart = tf.arrays().tile(tf.arrays().expandDims(x, axis + 1), multiples);
    long size = x.shape().dim(axis);
    Operand repeated =
        size == Shape.UNKNOWN_DIM
            ? tf.mul(tf.arrays().size(x, axis), times)
            : tf.scalar(Math.toIntExact(Math.multiplyExact(size, times)));
    Operand[] sizes = new Operand[rank];
    Arrays.setAll(sizes, i -> i == axis ? repeated : tf.arrays().size(x, i));
    return tf.reshape(apart, tf.arrays().pack(List.of(sizes), 0));
  }
}
