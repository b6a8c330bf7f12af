package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasObject;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Batch renormalization: training corrects what the batch's own statistics give, {@code x · r + d},
 * towards what statistics over many batches would, {@code r = deviation / renorm_stddev} and {@code
 * d = (mean - renorm_mean) / renorm_stddev}. No gradient goes through the correction.
 *
 * @param config the layer's configuration
 */
record Renormalization(Config config) {
  private static final String CLIPPING = "renorm_clipping";
  private static final String MEAN = "renorm_mean";
  private static final String DEVIATION = "renorm_stddev";
  private static final String MOVING_DEVIATION = "moving_stddev";
  private static final String OF_VARIANCE = "moving_variance_initializer";
  private static final Set<String> BOUNDS = Set.of("rmin", "rmax", "dmax");

  /** That of a layer, if it has one. */
  static Optional<Renormalization> of(Config config) {
    return config.bool("renorm", false)
        ? Optional.of(new Renormalization(config))
        : Optional.empty();
  }

  /**
   * Checks the settings. Keras 2 does not ask whether bounds contradict each other.
   *
   * @throws ConfigException if Keras would not take them, or deviations would start as roots of
   *     what is not one number
   */
  void check(boolean keras2) {
    Config clipping = clipping();
    Object entry = config.get(CLIPPING);
    if (!BOUNDS.containsAll(clipping.entries().keySet())) {
      throw new ConfigException(CLIPPING, "an object of rmin, rmax and dmax", entry);
    }
    if (!keras2
        && clipping.has("rmin")
        && clipping.has("rmax")
        && clipping.number("rmin") > clipping.number("rmax")) {
      throw new ConfigException(CLIPPING, "one with rmin not above rmax", entry);
    }
    if (!keras2 && clipping.has("dmax") && clipping.number("dmax") < 0) {
      throw new ConfigException(CLIPPING, "one with dmax not negative", entry);
    }
    startOfDeviation();
  }

  private Config clipping() {
    return config.optionalObject(CLIPPING).orElse(Config.empty());
  }

  /** The root of what the moving variance starts as. */
  private double startOfDeviation() {
    Optional<KerasObject> variance = KerasObject.of(OF_VARIANCE, config.get(OF_VARIANCE));
    String name = variance.map(KerasObject::name).orElse("Ones");
    return switch (name) {
      case "Ones", "ones" -> 1;
      case "Zeros", "zeros" -> 0;
      case "Constant", "constant" ->
          Math.sqrt(variance.map(it -> it.config().number("value", 0)).orElse(0.0));
      default -> throw new ConfigException(OF_VARIANCE, "one number for all", name);
    };
  }

  /** The statistics that it keeps besides those of every layer. */
  List<WeightSpec> weights(TensorSpec spec) {
    double deviation = startOfDeviation();
    return List.of(
        WeightSpec.nonTrainable(MOVING_DEVIATION, spec).startingAt(deviation).withoutAutocast(),
        WeightSpec.nonTrainable(MEAN, spec)
            .initializedBy("moving_mean_initializer")
            .withoutAutocast(),
        WeightSpec.nonTrainable(DEVIATION, spec).startingAt(deviation).withoutAutocast());
  }

  /** The correction's factor and summand, vectors. */
  record Correction(Operand r, Operand d) {}

  /**
   * The correction of a batch, from the statistics before it.
   *
   * @param deviation {@code sqrt(variance + epsilon)} of the batch
   */
  Correction correction(LayerCall call, Operand mean, Operand deviation, double epsilon) {
    Ops tf = call.ops().withScope("renorm");
    Operand before = statistic(tf, call, DEVIATION, mean);
    Operand divisor = tf.maximum(before, tf.scalarLike(before, Math.sqrt(epsilon)));
    Operand r = tf.div(deviation, divisor);
    Operand d = tf.div(tf.sub(mean, statistic(tf, call, MEAN, mean)), divisor);
    Config clipping = clipping();
    if (clipping.has("rmin")) {
      r = tf.maximum(r, tf.scalarLike(r, clipping.number("rmin")));
    }
    if (clipping.has("rmax")) {
      r = tf.minimum(r, tf.scalarLike(r, clipping.number("rmax")));
    }
    if (clipping.has("dmax")) {
      d = tf.math().clip(d, -clipping.number("dmax"), clipping.number("dmax"));
    }
    return new Correction(tf.unary("StopGradient", r), tf.unary("StopGradient", d));
  }

  /**
   * Moves its statistics towards those of a batch.
   *
   * @return what the moving variance becomes
   */
  Operand move(LayerCall call, Operand mean, Operand deviation, double momentum, double epsilon) {
    Ops tf = call.ops().withScope("renorm_average");
    double own = config.number("renorm_momentum", 0.99);
    call.update(MEAN, moved(tf, statistic(tf, call, MEAN, mean), mean, own));
    call.update(DEVIATION, moved(tf, statistic(tf, call, DEVIATION, mean), deviation, own));
    Operand moving = moved(tf, statistic(tf, call, MOVING_DEVIATION, mean), deviation, momentum);
    call.update(MOVING_DEVIATION, moving);
    return tf.nn().relu(tf.sub(tf.square(moving), epsilon));
  }

  private static Operand moved(Ops tf, Operand before, Operand batch, double momentum) {
    return tf.add(tf.mul(before, momentum), tf.mul(batch, 1 - momentum));
  }

  private static Operand statistic(Ops tf, LayerCall call, String name, Operand like) {
    return tf.cast(call.weight(name), like.dtype());
  }
}
