package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.model.TensorSpec;
import io.kerasport.serializers.config.Sizes;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What cells over vectors share: {@code x · kernel + bias}, gate by gate, and states of zeros. */
abstract class UnitCell implements Cell {
  private final int gates;
  private final int states;

  /**
   * A cell.
   *
   * @param gates how many times {@code units} columns the kernels have
   * @param states how many vectors it keeps
   */
  UnitCell(int gates, int states) {
    this.gates = gates;
    this.states = states;
  }

  static int units(Config config) {
    return Sizes.positive(config, "units");
  }

  static boolean hasBias(Config config) {
    return config.bool("use_bias", true);
  }

  /** The matrix for the inputs, gate beside gate. */
  Operand kernel(CellCall call) {
    return call.weight("kernel");
  }

  /** The matrix for the states, gate beside gate. */
  Operand recurrentKernel(CellCall call) {
    return call.weight("recurrent_kernel");
  }

  /** The shape of the bias, of which the part for the inputs is the first row. */
  Shape bias(Config config) {
    return Shape.of((long) gates * units(config));
  }

  /** The bias with what its initializer does not say of its start. */
  WeightSpec startOfBias(WeightSpec bias, Config config) {
    return bias;
  }

  /** The bias that goes with the inputs. */
  Operand inputBias(CellCall call) {
    return call.weight("bias");
  }

  @Override
  public List<String> unsupported(LayerDescription cell) {
    units(cell.config());
    Dropped.check(cell.config());
    return List.of();
  }

  @Override
  public List<WeightSpec> weights(LayerDescription cell, Shape input) {
    DType dtype = cell.variableDType();
    long units = units(cell.config());
    long columns = gates * units;
    long features = Sizes.known(cell, input, -1);
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(WeightSpec.trainable("kernel", new TensorSpec(dtype, Shape.of(features, columns))));
    weights.add(
        WeightSpec.trainable("recurrent_kernel", new TensorSpec(dtype, Shape.of(units, columns)))
            .initializedBy("recurrent_initializer"));
    if (hasBias(cell.config())) {
      WeightSpec bias = WeightSpec.trainable("bias", new TensorSpec(dtype, bias(cell.config())));
      weights.add(startOfBias(bias, cell.config()));
    }
    return weights;
  }

  @Override
  public Shape output(LayerDescription cell, Shape input) {
    return Shape.of(units(cell.config()));
  }

  @Override
  public Dropped dropped(CellCall call, Operand batch, Shape input) {
    return Dropped.of(call, batch, input, units(call.config()), gates);
  }

  @Override
  public Operand project(CellCall call, Operand x, Dropped dropped) {
    Ops tf = call.ops();
    Operand projected = GateProduct.of(tf, x, kernel(call), dropped.inputs());
    return hasBias(call.config()) ? tf.nn().biasAdd(projected, inputBias(call)) : projected;
  }

  @Override
  public List<State> states(LayerDescription cell, Shape input) {
    return State.times(states, Shape.of(units(cell.config())));
  }

  @Override
  public List<Operand> zeroStates(CellCall call, Operand batch, Operand projected) {
    Ops tf = call.ops();
    Operand shape = tf.arrays().pack(List.of(batch, tf.scalar(units(call.config()))), 0);
    Operand zeros = tf.arrays().fill(shape, tf.scalarLike(projected, 0));
    return Collections.nCopies(states, zeros);
  }
}
