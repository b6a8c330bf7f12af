package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.serializers.config.Rates;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;

/**
 * In training whole samples are zero with probability {@code drop_path_rate} and {@code x / (1 -
 * drop_path_rate)} otherwise; the identity else. A layer of Keras' own ConvNeXt.
 */
final class StochasticDepth implements LayerSerializer {
  private static final String RATE = "drop_path_rate";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    Rates.of(layer.config(), RATE);
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    double rate = Rates.of(call.config(), RATE);
    Operand x = call.input();
    return LayerOutput.of(call.training() && rate > 0 ? dropped(call, x, rate) : x);
  }

  private static Operand dropped(LayerCall call, Operand x, double rate) {
    Ops tf = call.ops().withScope("dropout");
    List<Operand> sizes = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      sizes.add(axis == 0 ? tf.arrays().size(x, 0) : tf.scalar(1));
    }
    return RandomDrop.of(tf, x, tf.arrays().pack(sizes, 0), rate, Rates.seed(call.config()));
  }
}
