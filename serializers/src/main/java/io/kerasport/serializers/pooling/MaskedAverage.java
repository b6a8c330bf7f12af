package io.kerasport.serializers.pooling;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import java.util.List;

/** The mean of every channel of a sequence over the steps that its mask keeps. */
final class MaskedAverage implements LayerSerializer {
  @Override
  public Ranks ranks(LayerDescription layer) {
    return Ranks.of(3);
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    DataFormat.of(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.input();
    int steps = DataFormat.of(call.config()).firstSpatialAxis();
    boolean keepDims = call.config().bool("keepdims", false);
    Operand mask = call.mask(0);
    if (mask == null) {
      return LayerOutput.of(tf.reduce().mean(x, keepDims, steps));
    }
    Operand kept = tf.arrays().expandDims(tf.cast(mask, x.dtype()), steps == 1 ? 2 : 1);
    Operand sum = tf.reduce().sum(tf.mul(x, kept), keepDims, steps);
    return LayerOutput.of(tf.div(sum, tf.reduce().sum(kept, keepDims, steps)));
  }
}
