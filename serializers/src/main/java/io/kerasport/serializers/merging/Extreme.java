package io.kerasport.serializers.merging;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest or the smallest of the inputs. In Keras 3 an input that does not count at a position
 * is replaced by what the others give there.
 */
final class Extreme implements LayerSerializer {
  private final Merge.Binary op;

  Extreme(Merge.Binary op) {
    this.op = op;
  }

  @Override
  public LayerOutput call(LayerCall call) {
    List<Operand> inputs = Merge.broadcastable(call);
    Operand y =
        call.layer().isKeras2() ? Merge.fold(call.ops(), op, inputs) : counting(call, inputs);
    return LayerOutput.of(y).withMask(Merge.mask(call));
  }

  private Operand counting(LayerCall call, List<Operand> inputs) {
    Ops tf = call.ops();
    Operand y = inputs.get(0);
    @Nullable Operand counted = Merge.counts(call, inputs, 0);
    for (int i = 1; i < inputs.size(); i++) {
      @Nullable Operand counts = Merge.counts(call, inputs, i);
      Operand x = inputs.get(i);
      x = counts == null ? x : tf.math().select(counts, x, y);
      y = counted == null ? y : tf.math().select(counted, y, x);
      counted = counts == null || counted == null ? null : tf.math().logicalOr(counted, counts);
      y = op.apply(tf, y, x);
    }
    return y;
  }
}
