package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/**
 * {@code x} where it is positive, {@code alpha · x} elsewhere. There is an alpha for every element
 * of a sample, but one for all along {@code shared_axes}, which count the batch axis.
 */
final class PReLU implements LayerSerializer {
  private static final String SHARED = "shared_axes";

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    Shape input = inputs.get(0).shape();
    List<Long> shared = shared(layer.config(), input.rank());
    long[] sizes = new long[input.rank() - 1];
    for (int axis = 1; axis < input.rank(); axis++) {
      sizes[axis - 1] = shared.contains((long) axis) ? 1 : Sizes.known(layer, input, axis);
    }
    return List.of(
        WeightSpec.trainable("alpha", new TensorSpec(layer.variableDType(), Shape.of(sizes))));
  }

  private static List<Long> shared(Config config, int rank) {
    List<Long> axes = config.has(SHARED) ? config.integers(SHARED) : List.of();
    if (axes.stream().anyMatch(axis -> axis < 1 || axis >= rank)) {
      throw new ConfigException(SHARED, "axes between 1 and " + (rank - 1), config.get(SHARED));
    }
    return axes;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand positive = tf.nn().relu(call.input());
    Operand negative = tf.nn().relu(tf.neg(call.input()));
    return LayerOutput.passingMask(call, tf.sub(positive, tf.mul(call.weight("alpha"), negative)));
  }
}
