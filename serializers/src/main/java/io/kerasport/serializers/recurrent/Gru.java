package io.kerasport.serializers.recurrent;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code z, r = σ(x · W + b + h · U); g = act(x · W + b + r ∘ h · U); h = z h + (1 - z) g}. Whether
 * the reset gate {@code r} applies before or after the product with {@code U} is {@code
 * reset_after}; only after it has the recurrent part a bias.
 */
abstract class Gru extends UnitCell {
  static final int GATES = 3;

  Gru() {
    super(GATES, 1);
  }

  /** Keras before 2.1 has no such entry, and applies the gate before. */
  private static boolean resetsAfter(Config config) {
    return config.bool("reset_after", false);
  }

  @Override
  Shape bias(Config config) {
    Shape columns = super.bias(config);
    return resetsAfter(config) ? Shape.of(2).concat(columns) : columns;
  }

  @Override
  Operand inputBias(CellCall call) {
    return resetsAfter(call.config()) ? biasRow(call, 0) : call.weight("bias");
  }

  private Operand biasRow(CellCall call, int row) {
    ArrayOps arrays = call.ops().arrays();
    return arrays.squeeze(arrays.slice(biasRows(call), new int[] {row}, new int[] {row + 1}), 0);
  }

  /** The biases for the inputs and for the states, where there are two. */
  Operand biasRows(CellCall call) {
    return call.weight("bias");
  }

  @Override
  public Step step(CellCall call, Operand projected, List<Operand> states, Dropped dropped) {
    Ops tf = call.ops();
    Operand h = states.get(0);
    List<Operand> x = tf.arrays().split(projected, -1, GATES);
    boolean after = resetsAfter(call.config());
    List<Operand> u = tf.arrays().split(recurrentKernel(call), 1, GATES);
    List<Operand> recurrent = after ? all(call, h, dropped) : updateAndReset(tf, h, u, dropped);
    Operand z = call.activate("recurrent_activation", tf.add(x.get(0), recurrent.get(0)));
    Operand r = call.activate("recurrent_activation", tf.add(x.get(1), recurrent.get(1)));
    Operand candidate =
        after
            ? tf.mul(r, recurrent.get(2))
            : tf.matMul(tf.mul(r, masked(tf, h, dropped, 2)), u.get(2));
    Operand g = call.activate("activation", tf.add(x.get(2), candidate));
    Operand next = tf.add(tf.mul(z, h), tf.mul(tf.sub(tf.scalarLike(z, 1), z), g));
    return new Step(next, List.of(next));
  }

  private List<Operand> all(CellCall call, Operand h, Dropped dropped) {
    Ops tf = call.ops();
    Operand product = GateProduct.of(tf, h, recurrentKernel(call), dropped.states());
    Operand biased = hasBias(call.config()) ? tf.nn().biasAdd(product, biasRow(call, 1)) : product;
    return tf.arrays().split(biased, -1, GATES);
  }

  private static List<Operand> updateAndReset(Ops tf, Operand h, List<Operand> u, Dropped dropped) {
    List<Operand> products = new ArrayList<>();
    for (int gate = 0; gate < 2; gate++) {
      products.add(tf.matMul(masked(tf, h, dropped, gate), u.get(gate)));
    }
    return products;
  }

  private static Operand masked(Ops tf, Operand h, Dropped dropped, int gate) {
    return dropped.states().isEmpty() ? h : tf.mul(h, dropped.states().get(gate));
  }
}
