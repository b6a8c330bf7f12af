package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;

/** {@link Gru} that resets after the product, with the weights of NVIDIA's library. */
final class CudnnGruCell extends Gru {
  @Override
  Operand kernel(CellCall call) {
    return CudnnWeights.kernels(call.ops(), super.kernel(call), GATES);
  }

  @Override
  Operand recurrentKernel(CellCall call) {
    return CudnnWeights.kernels(call.ops(), super.recurrentKernel(call), GATES);
  }

  @Override
  Shape bias(Config config) {
    return Shape.of(super.bias(config).elements());
  }

  @Override
  Operand biasRows(CellCall call) {
    return CudnnWeights.biases(call.ops(), super.biasRows(call));
  }
}
