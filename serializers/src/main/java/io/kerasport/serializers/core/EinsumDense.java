package io.kerasport.serializers.core;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.TensorSpec;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.Ranks;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code activation(einsum(equation, x, kernel) + bias)}. */
final class EinsumDense implements LayerSerializer {
  @Override
  public Ranks ranks(LayerDescription layer) {
    return EinsumEquation.of(layer.config()).ranks();
  }

  @Override
  public List<String> unsupported(LayerDescription layer) {
    EinsumEquation.of(layer.config());
    return layer.config().has("lora_rank")
        ? List.of("the layer keeps a low-rank update (lora_rank) beside its kernel; merge it first")
        : List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription layer, List<TensorSpec> inputs) {
    EinsumEquation equation = EinsumEquation.of(layer.config());
    TensorSpec kernel =
        new TensorSpec(layer.variableDType(), equation.kernelShape(layer, inputs.get(0)));
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(WeightSpec.trainable("kernel", kernel).alsoTrackedAs("_kernel"));
    if (hasBias(layer)) {
      TensorSpec bias =
          new TensorSpec(layer.variableDType(), equation.biasShape(layer, inputs.get(0)));
      weights.add(WeightSpec.trainable("bias", bias));
    }
    return weights;
  }

  private static boolean hasBias(LayerDescription layer) {
    return layer.config().has("bias_axes");
  }

  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand y =
        tf.einsum(
            EinsumEquation.of(call.config()).text(call.input().shape()),
            call.input(),
            call.weight("kernel"));
    if (hasBias(call.layer())) {
      y = tf.add(y, call.weight("bias"));
    }
    return LayerOutput.of(call.activate(y));
  }
}
