package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.spi.WeightSpec;
import java.util.List;

/**
 * {@code i, f, g, o = x · W + b + h · U; c = σ(f) c + σ(i) act(g); h = σ(o) act(c)}, where σ is the
 * recurrent activation.
 */
abstract class Lstm extends UnitCell {
  static final int GATES = 4;

  Lstm() {
    super(GATES, 2);
  }

  @Override
  WeightSpec startOfBias(WeightSpec bias, Config config) {
    return remembering(bias, 1, units(config), config);
  }

  /**
   * A bias with the part of the forget gate at 1, if {@code unit_forget_bias} says so: cells begin
   * by remembering.
   *
   * @param part which part of the bias is the forget gate's
   * @param size how many elements each part has
   */
  static WeightSpec remembering(WeightSpec bias, int part, int size, Config config) {
    return config.bool("unit_forget_bias", true)
        ? bias.withOnes(part * size, (part + 1) * size)
        : bias;
  }

  @Override
  public Step step(CellCall call, Operand projected, List<Operand> states, Dropped dropped) {
    Ops tf = call.ops();
    Operand recurrent = GateProduct.of(tf, states.get(0), recurrentKernel(call), dropped.states());
    return step(call, tf.arrays().split(tf.add(projected, recurrent), -1, GATES), states.get(1));
  }

  /** What all cells with these gates do with them. */
  static Step step(CellCall call, List<Operand> gates, Operand before) {
    Ops tf = call.ops();
    Operand i = call.activate("recurrent_activation", gates.get(0));
    Operand f = call.activate("recurrent_activation", gates.get(1));
    Operand g = call.activate("activation", gates.get(2));
    Operand o = call.activate("recurrent_activation", gates.get(3));
    Operand c = tf.add(tf.mul(f, before), tf.mul(i, g));
    Operand h = tf.mul(o, call.activate("activation", c));
    return new Step(h, List.of(h, c));
  }
}
