package io.kerasport.serializers.operation;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.spi.LayerCall;
import io.kerasport.spi.LayerOutput;
import io.kerasport.spi.LayerSerializer;
import java.util.List;

/** An element-wise function of two operands. */
record Binary(Function function, boolean floating) implements LayerSerializer {
  /** What it computes. */
  @FunctionalInterface
  interface Function {
    Operand of(Ops tf, Operand x, Operand y);
  }

  /** In the operands' common type. */
  static Binary of(Function function) {
    return new Binary(function, false);
  }

  /** In a floating point type. */
  static Binary floating(Function function) {
    return new Binary(function, true);
  }

  @Override
  public LayerOutput call(LayerCall call) {
    List<Operand> pair = Operands.pair(call, 0);
    if (floating) {
      pair = pair.stream().map(x -> Operands.floating(call, x)).toList();
    }
    return LayerOutput.of(function.of(call.ops(), pair.get(0), pair.get(1)));
  }
}
