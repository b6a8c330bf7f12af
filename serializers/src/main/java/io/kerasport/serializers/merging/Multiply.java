package io.kerasport.serializers.merging;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code x0 · x1 · …}. In Keras 3 an input is a factor where it counts only; where none counts, and
 * every input has a mask, the product is zero.
 */
final class Multiply implements LayerSerializer {
  @Override
  public LayerOutput call(LayerCall call) {
    List<Operand> inputs = Merge.broadcastable(call);
    Operand y =
        call.layer().isKeras2() ? Merge.fold(call.ops(), Ops::mul, inputs) : counting(call, inputs);
    return LayerOutput.of(y).withMask(Merge.mask(call));
  }

  private static Operand counting(LayerCall call, List<Operand> inputs) {
    Ops tf = call.ops();
    List<Operand> masks = new ArrayList<>();
    List<Operand> factors = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Operand x = inputs.get(i);
      @Nullable Operand counts = Merge.counts(call, inputs, i);
      if (counts != null) {
        masks.add(counts);
        x = tf.math().select(counts, x, tf.constant(TensorValue.scalar(x.dtype(), 1)));
      }
      factors.add(x);
    }
    Operand product = Merge.fold(tf, Ops::mul, factors);
    if (masks.size() < inputs.size()) {
      return product;
    }
    Operand any = Merge.fold(tf, (ops, x, y) -> ops.math().logicalOr(x, y), masks);
    return tf.math().select(any, product, tf.constant(TensorValue.scalar(product.dtype(), 0)));
  }
}
