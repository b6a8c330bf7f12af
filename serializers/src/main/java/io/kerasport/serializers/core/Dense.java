package io.kerasport.serializers.core;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
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

/** {@code activation(x · kernel + bias)} over the last axis. */
final class Dense implements LayerSerializer {
  @Override
  public List<String> unsupported(LayerDescription layer) {
    Sizes.positive(layer.config(), "units");
    return layer.config().has("lora_rank")
        ? List.of("the layer keeps a low-rank update (lora_rank) beside its kernel; merge it first")
        : List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    long units = Sizes.positive(layer.config(), "units");
    Shape kernel = Shape.of(Sizes.known(layer, inputs.get(0).shape(), -1), units);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(
        WeightSpec.trainable("kernel", new TensorSpec(layer.variableDType(), kernel))
            .alsoTrackedAs("_kernel"));
    if (hasBias(layer.config())) {
      weights.add(
          WeightSpec.trainable("bias", new TensorSpec(layer.variableDType(), Shape.of(units))));
    }
    return weights;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand y = product(tf, tf.cast(call.input(), call.layer().computeDType()), call);
    if (hasBias(call.config())) {
      y = tf.nn().biasAdd(y, call.weight("bias"));
    }
    return LayerOutput.passingMask(call, call.activate(y));
  }

  /** MatMul takes matrices, so the axes before the last one go through it as one. */
  private static Operand product(Ops tf, Operand x, LayerCall call) {
    Operand kernel = call.weight("kernel");
    int rank = x.shape().rank();
    if (rank == 2) {
      return tf.matMul(x, kernel);
    }
    Ops scoped = tf.withScope("Tensordot");
    Operand rows = scoped.arrays().reshape(x, -1, Math.toIntExact(kernel.shape().dim(0)));
    Operand y = scoped.matMul(rows, kernel);
    return scoped.arrays().reshapeLike(y, x, 0, rank - 1, Math.toIntExact(kernel.shape().dim(1)));
  }

  private static boolean hasBias(Config config) {
    return config.bool("use_bias", true);
  }
}
