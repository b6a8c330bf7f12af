package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import java.util.List;

/** {@code h = activation(x · W + b + h · U)}. */
final class SimpleRnnCell extends UnitCell {
  SimpleRnnCell() {
    super(1, 1);
  }

  @Override
  public Step step(CellCall call, Operand projected, List<Operand> states, Dropped dropped) {
    Ops tf = call.ops();
    Operand recurrent = GateProduct.of(tf, states.get(0), recurrentKernel(call), dropped.states());
    Operand h = call.activate("activation", tf.add(projected, recurrent));
    return new Step(h, List.of(h));
  }
}
