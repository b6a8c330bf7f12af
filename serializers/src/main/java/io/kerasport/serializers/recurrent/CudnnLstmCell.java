package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import io.kerasport.spi.WeightSpec;

/** {@link Lstm} with the weights of NVIDIA's library, whose two biases are added up. */
final class CudnnLstmCell extends Lstm {
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
    return Shape.of(2 * super.bias(config).dim(0));
  }

  /** That of the states, as in Keras. */
  @Override
  WeightSpec startOfBias(WeightSpec bias, Config config) {
    return remembering(bias, GATES + 1, units(config), config);
  }

  @Override
  Operand inputBias(CellCall call) {
    Ops tf = call.ops();
    return tf.reduce().sum(CudnnWeights.biases(tf, super.inputBias(call)), false, 0);
  }
}
