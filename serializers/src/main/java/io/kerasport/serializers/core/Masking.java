package io.kerasport.serializers.core;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** Masks positions whose features all have one value, and makes them zero. */
final class Masking implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    layer.config().number("mask_value", 0);
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand x = call.input();
    Operand value = tf.scalarLike(x, call.config().number("mask_value", 0));
    Operand counts = tf.reduce().any(tf.math().notEqual(x, value), true, -1);
    // Keras 2 multiplies, which shows where a masked feature is no finite number.
    Operand y =
        call.layer().isKeras2()
            ? tf.mul(x, tf.cast(counts, x.dtype()))
            : tf.math().select(counts, x, tf.scalarLike(x, 0));
    return LayerOutput.of(y).withMask(tf.arrays().squeeze(counts, -1));
  }
}
