package io.kerasport.serializers.reshaping;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The axes of every sample in another order, counted from 1. */
final class Permute implements LayerSerializer {
  private static final String KEY = "dims";

  @Override
  public List<String> unsupported(LayerDescription layer) {
    order(layer.config());
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Operand x = call.input();
    int[] order = order(call.config());
    if (order.length != x.shape().rank()) {
      throw new ConfigException(
          KEY, x.shape().rank() - 1 + " axes, as the input has", call.config().get(KEY));
    }
    return LayerOutput.of(call.ops().arrays().transpose(x, order));
  }

  private static int[] order(Config config) {
    int[] dims = config.integers(KEY).stream().mapToInt(Long::intValue).toArray();
    int[] order = IntStream.concat(IntStream.of(0), IntStream.of(dims)).toArray();
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, order.length).toArray())) {
      throw new ConfigException(KEY, "the axes 1, 2, … in any order", config.get(KEY));
    }
    return order;
  }
}
