package io.kerasport.serializers.merging;

import io.kerasport.graph.ArrayOps;
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
    List<Operand> inputs = Merge.inputs(call);
    Operand y = inputs.size() == 1 ? inputs.get(0) : call.ops().concat(inputs, axis);
    return LayerOutput.of(y).withMask(mask(call, axis));
  }

  /**
   * The masks one behind the other. A missing mask counts everywhere; a mask lacks the last axis of
   * its input, along which all must count in Keras 2, and any in Keras 3.
   */
  private static @Nullable Operand mask(LayerCall call, int axis) {
    boolean masked = false;
    for (int i = 0; i < call.inputs().size(); i++) {
      masked |= call.mask(i) != null;
    }
    if (!masked) {
      return null;
    }
    boolean all = call.layer().isKeras2();
    Ops tf = call.ops().withScope("mask");
    List<Operand> masks = new ArrayList<>();
    for (int i = 0; i < call.inputs().size(); i++) {
      masks.add(mask(tf, call.inputs().get(i), call.mask(i), !all));
    }
    Operand joined = tf.concat(masks, axis);
    return all ? tf.reduce().all(joined, false, -1) : tf.reduce().any(joined, false, -1);
  }

  /** The mask of an input, with the last axis, as long as the input's where it is widened. */
  private static Operand mask(Ops tf, Operand x, @Nullable Operand mask, boolean widened) {
    ArrayOps arrays = tf.arrays();
    if (mask == null) {
      return arrays.fill(arrays.shape(x), tf.constant(TensorValue.scalar(DType.BOOL, 1)));
    }
    if (mask.shape().rank() == x.shape().rank()) {
      return mask;
    }
    Operand column = arrays.expandDims(mask, -1);
    return widened ? arrays.broadcastTo(column, arrays.shape(x)) : column;
  }
}
