package io.kerasport.spi;

import io.kerasport.graph.Operand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a layer gives.
 *
 * @param values the output tensors, flattened
 * @param mask the mask that goes on with the outputs, where Keras 2 derives one; null for none
 */
public record LayerOutput(List<Operand> values, @Nullable Operand mask) {
  public LayerOutput {
    values = List.copyOf(values);
  }

  /** A single output without a mask. */
  public static LayerOutput of(Operand value) {
    return new LayerOutput(List.of(value), null);
  }

  /**
   * A single output that goes on with the mask of the only input, as of a Keras 2 layer that
   * supports masking. In Keras 3 files masks are calls of their own, so none is derived.
   */
  public static LayerOutput passingMask(LayerCall call, Operand value) {
    return of(value).withMask(call.layer().isKeras2() ? call.mask(0) : null);
  }

  /** These outputs with a mask. */
  public LayerOutput withMask(@Nullable Operand newMask) {
    return new LayerOutput(values, newMask);
  }
}
