package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta} with the statistics of each sample
 * over some axes. The flag {@code rms_scaling} leaves out mean and beta.
 */
final class LayerNormalization implements LayerSerializer {
  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    TensorSpec spec =
        new TensorSpec(
            layer.variableDType(), NormalizedAxes.weightShape(layer, inputs.get(0).shape()));
    List<WeightSpec> weights = new ArrayList<>();
    if (hasGamma(layer.config())) {
      weights.add(WeightSpec.trainable("gamma", spec).withoutAutocast());
    }
    if (hasBeta(layer.config())) {
      weights.add(WeightSpec.trainable("beta", spec).withoutAutocast());
    }
    return weights;
  }

  @Override
  public boolean autocastsInputs() {
    return false;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Config config = call.config();
    DType type = call.layer().computeDType();
    Operand input = call.layer().isKeras2() ? tf.cast(call.input(), type) : call.input();
    // 16-bit numbers overflow in the squares; Keras computes in float32 as well.
    Operand x = input.dtype().byteSize() == Short.BYTES ? tf.cast(input, DType.FLOAT) : input;
    int[] axes = NormalizedAxes.of(config, x.shape().rank());
    Operand gamma = hasGamma(config) ? weight(call, "gamma", x, axes) : null;
    Operand beta = hasBeta(config) ? weight(call, "beta", x, axes) : null;
    Operand y = normalized(tf, x, gamma, beta, config, axes);
    return LayerOutput.passingMask(call, tf.cast(y, type));
  }

  private static Operand normalized(
      Ops tf,
      Operand x,
      @Nullable Operand gamma,
      @Nullable Operand beta,
      Config config,
      int... axes) {
    double epsilon = config.number("epsilon", 1e-3);
    Moments moments = Moments.of(tf, x, axes);
    if (!scalesOnly(config)) {
      return moments.normalize(tf, x, gamma, beta, epsilon);
    }
    Operand y = tf.mul(x, tf.rsqrt(tf.add(moments.variance(), epsilon)));
    return gamma == null ? y : tf.mul(y, gamma);
  }

  private static Operand weight(LayerCall call, String name, Operand x, int... axes) {
    Ops tf = call.ops();
    return NormalizedAxes.broadcast(tf, tf.cast(call.weight(name), x.dtype()), x, axes);
  }

  private static boolean hasGamma(Config config) {
    return config.bool("scale", true) || scalesOnly(config);
  }

  private static boolean hasBeta(Config config) {
    return config.bool("center", true) && !scalesOnly(config);
  }

  private static boolean scalesOnly(Config config) {
    return config.bool("rms_scaling", false);
  }
}
