package io.kerasport.serializers.activation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/**
 * {@code x} above the threshold and at most {@code max_value}; below the threshold {@code
 * negative_slope · (x - threshold)}.
 */
final class ReLU implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Config config = layer.config();
    for (String key : List.of("max_value", "negative_slope", "threshold")) {
      boolean needed = !key.equals("max_value") && config.entries().containsKey(key);
      if (needed && !config.has(key) || config.number(key, 0) < 0) {
        throw new ConfigException(key, "a number that is not negative", config.get(key));
      }
    }
    return List.of();
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Config config = call.config();
    double max = config.number("max_value", Double.POSITIVE_INFINITY);
    double threshold = config.number("threshold", 0);
    // Keras 3 rounds what it compares with to float32 before it casts it to the type of the input.
    boolean rounds = !call.layer().isKeras2();
    return LayerOutput.passingMask(
        call,
        relu(
            call.ops(),
            call.input(),
            config.number("negative_slope", 0),
            rounds ? (float) max : max,
            threshold,
            rounds ? (float) threshold : threshold));
  }

  private static Operand relu(
      Ops tf, Operand x, double slope, double max, double threshold, double compared) {
    boolean unbounded = max == Double.POSITIVE_INFINITY;
    if (slope != 0 && unbounded && threshold == 0) {
      return tf.nn().leakyRelu(x, slope);
    }
    Operand positive;
    if (threshold != 0) {
      Operand above = tf.math().greater(x, tf.scalarLike(x, compared));
      positive = tf.math().select(above, x, tf.scalarLike(x, 0));
    } else if (max == 6) {
      positive = tf.nn().relu6(x);
    } else {
      positive = tf.nn().relu(x);
    }
    if (!unbounded && (max != 6 || threshold != 0)) {
      positive = tf.math().clip(positive, 0, max);
    }
    if (slope == 0) {
      return positive;
    }
    Operand below = threshold == 0 ? tf.neg(x) : tf.add(tf.neg(x), threshold);
    return tf.sub(positive, tf.mul(tf.nn().relu(below), slope));
  }
}
