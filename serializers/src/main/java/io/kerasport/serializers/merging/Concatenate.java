package io.kerasport.serializers.merging;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.DType;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs one behind the other along an axis; the batch axis is axis 0. */
final class Concatenate implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    int axis = Math.toIntExact(call.config().integer("axis", -1));
    List<Operand> inputs = call.inputs();
    Operand y = inputs.size() == 1 ? inputs.get(0) : call.ops().concat(inputs, axis);
    return LayerOutput.of(y).withMask(mask(call, axis));
  }

  /**
   * The masks one behind the other, as Keras 2 has them. A missing mask counts everywhere; a mask
   * lacks the last axis of its input, along which all must count.
   */
  private static @Nullable Operand mask(LayerCall call, int axis) {
    boolean masked = false;
    for (int i = 0; i < call.inputs().size(); i++) {
      masked |= call.mask(i) != null;
    }
    if (!masked || !call.layer().isKeras2()) {
      return null;
    }
    Ops tf = call.ops().withScope("mask");
    List<Operand> masks = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      Operand x = call.inputs().get(i);
      Operand mask = call.mask(i);
      if (mask == null) {
        masks.add(
            tf.arrays().fill(tf.arrays().shape(x), tf.constant(TensorValue.scalar(DType.BOOL, 1))));
      } else {
        masks.add(mask.shape().rank() < x.shape().rank() ? tf.arrays().expandDims(mask, -1) : mask);
      }
    }
    return tf.reduce().all(tf.concat(masks, axis), false, -1);
  }
}
