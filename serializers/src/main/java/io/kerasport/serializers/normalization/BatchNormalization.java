package io.kerasport.serializers.normalization;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code gamma · (x - mean) / sqrt(variance + epsilon) + beta}, with statistics for every index of
 * one axis: those of the batch in training, else the moving ones. A frozen layer uses the moving
 * ones in training too.
 */
final class BatchNormalization implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    axis(layer.config());
    List<String> reasons = new ArrayList<>();
    if (layer.config().bool("renorm", false)) {
      reasons.add("batch renormalization (renorm) has no counterpart");
    }
    if (layer.config().has("virtual_batch_size")) {
      reasons.add("statistics over parts of a batch (virtual_batch_size) have no counterpart");
    }
    return reasons;
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    long size = Sizes.known(layer, inputs.get(0).shape(), axis(layer.config()));
    TensorSpec spec = new TensorSpec(statisticsDType(layer), Shape.of(size));
    List<WeightSpec> weights = new ArrayList<>();
    if (hasScale(layer.config())) {
      weights.add(WeightSpec.trainable("gamma", spec).withoutAutocast());
    }
    if (hasCenter(layer.config())) {
      weights.add(WeightSpec.trainable("beta", spec).withoutAutocast());
    }
    weights.add(WeightSpec.nonTrainable("moving_mean", spec).withoutAutocast());
    weights.add(WeightSpec.nonTrainable("moving_variance", spec).withoutAutocast());
    return weights;
  }

  /** Keras 2 keeps statistics of 16-bit layers in float32. */
  private static DType statisticsDType(LayerDescription layer) {
    DType type = layer.variableDType();
    return layer.isKeras2() && type.byteSize() == Short.BYTES ? DType.FLOAT : type;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand input = call.input();
    // 16-bit numbers overflow in the squares; Keras computes in float32 as well.
    Operand x = input.dtype().byteSize() == Short.BYTES ? tf.cast(input, DType.FLOAT) : input;
    Operand y = tf.cast(normalized(call, x), input.dtype());
    return LayerOutput.passingMask(call, y);
  }

  private static Operand normalized(LayerCall call, Operand x) {
    Config config = call.config();
    int rank = x.shape().rank();
    int axis = axis(config) < 0 ? axis(config) + rank : axis(config);
    BatchStatistics batch = new BatchStatistics(call.ops(), x, axis);
    Operand gamma = hasScale(config) ? weight(call, "gamma", x) : null;
    Operand beta = hasCenter(config) ? weight(call, "beta", x) : null;
    double epsilon = config.number("epsilon", 1e-3);
    if (!usesBatch(call)) {
      return batch.normalize(
          weight(call, "moving_mean", x), weight(call, "moving_variance", x), gamma, beta, epsilon);
    }
    // The fused op of Keras 2 ignores masks.
    Operand mask = call.layer().isKeras2() && rank >= 4 ? null : call.mask(0);
    return mask == null
        ? batch.normalize(gamma, beta, epsilon)
        : batch.normalizeMasked(mask, gamma, beta, epsilon);
  }

  private static boolean usesBatch(LayerCall call) {
    return call.training() && call.config().bool("trainable", true);
  }

  private static Operand weight(LayerCall call, String name, Operand like) {
    return call.ops().cast(call.weight(name), like.dtype());
  }

  private static boolean hasScale(Config config) {
    return config.bool("scale", true);
  }

  private static boolean hasCenter(Config config) {
    return config.bool("center", true);
  }

  /** The entry {@code axis}: a number, or in Keras 2 a list of one. */
  private static int axis(Config config) {
    List<Long> axes = config.has("axis") ? config.integers("axis") : List.of(-1L);
    if (axes.size() != 1) {
      throw new ConfigException("axis", "one axis", config.get("axis"));
    }
    return Math.toIntExact(axes.get(0));
  }
}
