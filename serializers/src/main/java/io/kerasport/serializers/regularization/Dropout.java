package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;

/**
 * In training, zero with probability {@code rate} and {@code x / (1 - rate)} otherwise; the
 * identity else.
 */
final class Dropout implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    double rate = layer.config().number("rate");
    if (!(rate >= 0 && rate <= 1)) {
      throw new ConfigException("rate", "between 0 and 1", rate);
    }
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    double rate = call.config().number("rate");
    Operand x = call.input();
    return LayerOutput.passingMask(
        call, call.training() && rate > 0 ? dropped(call.ops(), x, rate, call.config()) : x);
  }

  private static Operand dropped(Ops root, Operand x, double rate, Config config) {
    Ops tf = root.withScope("dropout");
    if (rate == 1) {
      return tf.zerosLike(x);
    }
    Operand noise = tf.random().uniform(noiseShape(tf, x, config), x.dtype(), seed(config));
    Operand kept = tf.math().greaterEqual(noise, tf.scalarLike(noise, rate));
    return tf.math().select(kept, tf.mul(x, 1 / (1 - rate)), tf.scalarLike(x, 0));
  }

  /** The entry {@code noise_shape}, whose nulls stand for the input's own sizes. */
  private static Operand noiseShape(Ops tf, Operand x, Config config) {
    if (!config.has("noise_shape")) {
      return tf.arrays().shape(x);
    }
    List<Operand> sizes = new ArrayList<>();
    for (Object size : config.list("noise_shape")) {
      if (size == null) {
        sizes.add(tf.arrays().size(x, sizes.size()));
      } else if (size instanceof Long fixed && fixed > 0 && fixed <= Integer.MAX_VALUE) {
        sizes.add(tf.scalar(fixed.intValue()));
      } else {
        throw new ConfigException("noise_shape", "positive numbers and nulls", size);
      }
    }
    return tf.arrays().pack(sizes, 0);
  }

  private static long seed(Config config) {
    return config.get("seed") instanceof Long seed ? seed : 0;
  }
}
