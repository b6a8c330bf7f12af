package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import org.jspecify.annotations.Nullable;

/**
 * {@code exp(x) / sum(exp(x))} over one axis or several together. A mask takes positions out of the
 * sum.
 */
final class Softmax implements LayerSerializer {
  @Override
  public Ranks ranks(LayerDescription layer) {
    return layer.isKeras2() ? Ranks.atLeast(2) : Ranks.ANY;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = call.inputs().get(0);
    Operand mask = call.inputs().size() > 1 ? call.inputs().get(1) : call.mask(0);
    MaskedSoftmax softmax =
        new MaskedSoftmax(call.layer().isKeras2(), call.config().bool("robust_masking", false));
    Operand y = softmax.of(call.ops(), x, mask, axes(call.config(), x.shape().rank()));
    return LayerOutput.of(y).withMask(keptMask(call));
  }

  private static int[] axes(Config config, int rank) {
    int[] axes = config.has("axis") ? Sizes.axes(config, "axis", rank) : new int[] {rank - 1};
    if (axes.length == 0) {
      throw new ConfigException("axis", "at least one axis", config.get("axis"));
    }
    return axes;
  }

  private static @Nullable Operand keptMask(LayerCall call) {
    return call.layer().isKeras2() ? call.mask(0) : null;
  }
}
