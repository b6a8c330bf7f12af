package io.kerasport.serializers.regularization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.serializers.config.DataFormat;
import io.kerasport.serializers.config.Rates;
import java.util.ArrayList;
import java.util.List;

/** What the configurations of random layers have in common. */
final class Noise {
  private static final String RATE = "rate";

  private Noise() {}

  /** The shape of the random numbers, an int32 vector; they broadcast with the tensor. */
  @FunctionalInterface
  interface NoiseShape {
    Operand of(Ops tf, Operand x, Config config);
  }

  /** The entry {@code noise_shape}, whose nulls stand for the tensor's own sizes. */
  static Operand configured(Ops tf, Operand x, Config config) {
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

  /** One number for each channel of each sample. */
  static Operand ofChannels(Ops tf, Operand x, Config config) {
    int rank = x.shape().rank();
    int channels = DataFormat.of(config) == DataFormat.CHANNELS_FIRST ? 1 : rank - 1;
    List<Operand> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      sizes.add(axis == 0 || axis == channels ? tf.arrays().size(x, axis) : tf.scalar(1));
    }
    return tf.arrays().pack(sizes, 0);
  }

  static double rate(Config config) {
    config.number(RATE);
    return Rates.of(config, RATE);
  }

  static long seed(Config config) {
    return Rates.seed(config);
  }
}
