package io.kerasport.serializers.merging;

import io.kerasport.export.Problem;
import io.kerasport.export.UnsupportedModelException;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.DType;
import io.kerasport.serializers.operation.Promotion;
import io.kerasport.spi.LayerCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What element-wise merging layers have in common. */
final class Merge {
  private Merge() {}

  /** An op on two tensors. */
  @FunctionalInterface
  interface Binary {
    Operand apply(Ops tf, Operand x, Operand y);
  }

  /** All inputs in one element type: Keras 3 promotes them, for Keras 2 they must have one. */
  static List<Operand> inputs(LayerCall call) {
    if (call.layer().isKeras2()) {
      return call.inputs();
    }
    DType common =
        call.inputs().stream().map(Operand::dtype).reduce(Promotion::of).orElse(DType.FLOAT);
    return call.inputs().stream().map(x -> call.ops().cast(x, common)).toList();
  }

  /** All inputs with the rank of the largest: missing axes come behind the batch axis. */
  static List<Operand> broadcastable(LayerCall call) {
    if (call.layer().isKeras2() && call.inputs().size() < 2) {
      throw new UnsupportedModelException(
          "Keras 2 merges two tensors at least",
          List.of(
              new Problem(
                  "the layer is called with " + call.inputs().size() + " tensor",
                  "layer " + call.layer().name())),
          "");
    }
    int rank = call.inputs().stream().mapToInt(x -> x.shape().rank()).max().orElse(0);
    List<Operand> inputs = new ArrayList<>();
    for (Operand x : inputs(call)) {
      Operand widened = x;
      while (widened.shape().rank() < rank) {
        widened = call.ops().arrays().expandDims(widened, 1);
      }
      inputs.add(widened);
    }
    return inputs;
  }

  /** {@code ((x0 ∘ x1) ∘ x2) ∘ …}. */
  static Operand fold(Ops tf, Binary op, List<Operand> inputs) {
    Operand merged = inputs.get(0);
    for (Operand x : inputs.subList(1, inputs.size())) {
      merged = op.apply(tf, merged, x);
    }
    return merged;
  }

  /**
   * In Keras 2 a position counts if it counts in every input that has a mask; in Keras 3 if it
   * counts in any input, and everywhere if an input has no mask.
   */
  static @Nullable Operand mask(LayerCall call) {
    Operand merged = null;
    for (int i = 0; i < call.inputs().size(); i++) {
      Operand mask = call.mask(i);
      if (mask == null && !call.layer().isKeras2()) {
        return null;
      }
      merged = mask == null || merged == null ? either(merged, mask) : merged(call, merged, mask);
    }
    return merged;
  }

  /**
   * Where an input counts, of its rank with a last size of 1; null if it counts everywhere, or was
   * widened, which loses the mask in Keras.
   */
  static @Nullable Operand counts(LayerCall call, List<Operand> widened, int input) {
    Operand mask = call.mask(input);
    boolean kept = widened.get(input).shape().rank() == call.inputs().get(input).shape().rank();
    return mask == null || !kept ? null : call.ops().arrays().expandDims(mask, -1);
  }

  private static @Nullable Operand either(@Nullable Operand first, @Nullable Operand second) {
    return first == null ? second : first;
  }

  private static Operand merged(LayerCall call, Operand first, Operand second) {
    return call.layer().isKeras2()
        ? call.ops().math().logicalAnd(first, second)
        : call.ops().math().logicalOr(first, second);
  }
}
