package io.kerasport.serializers.merging;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;

/** {@code (x0 + x1 + …) / n}. */
final class Average implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    Ops tf = call.ops();
    Operand sum = real(tf, Merge.fold(tf, Ops::add, Merge.broadcastable(call)));
    return LayerOutput.of(tf.div(sum, call.inputs().size())).withMask(Merge.mask(call));
  }

  /** TensorFlow divides integers in a type that has room for them. */
  private static Operand real(Ops tf, Operand sum) {
    if (sum.dtype().isFloating()) {
      return sum;
    }
    return tf.cast(sum, sum.dtype().byteSize() < Integer.BYTES ? DType.FLOAT : DType.DOUBLE);
  }
}
