package io.kerasport.spi;

import io.kerasport.graph.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a layer gives.
 *
 * @param values the output tensors, flattened
 * @param mask the mask that goes on with the outputs; null for none
 * @param masked how many outputs, from the first on, have that mask
 */
public record LayerOutput(List<Operand> values, @Nullable Operand mask, int masked) {
  public LayerOutput {
    values = List.copyOf(values);
  }

  /** Outputs of which only the first one has the mask, as Keras has it for most layers. */
  public LayerOutput(List<Operand> values, @Nullable Operand mask) {
    this(values, mask, 1);
  }

  /** A single output without a mask. */
  public static LayerOutput of(Operand value) {
    return new LayerOutput(List.of(value), null);
  }

  /**
   * A single output that goes on with the mask of the only input, as of a layer that supports
   * masking. Keras 3 files have calls of their own for masks that layers use; losses and metrics
   * still use the one that comes with a prediction.
   */
  public static LayerOutput passingMask(LayerCall call, Operand value) {
    return of(value).withMask(call.mask(0));
  }

  /** These outputs with a mask. */
  public LayerOutput withMask(@Nullable Operand newMask) {
    return new LayerOutput(values, newMask, masked);
  }
}
