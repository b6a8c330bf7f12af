package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.WeightSpec;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One step of a recurrent layer. What it makes of the inputs alone is apart, so that it is made of
 * all steps at once.
 */
interface Cell {
  /** What the configuration asks for that cannot be done, one sentence each. */
  List<String> unsupported(LayerDescription cell);

  /**
   * The cell's weights in the order in which Keras makes them, named relative to the cell.
   *
   * @param input the shape of one step's input, batch axis first
   */
  List<WeightSpec> weights(LayerDescription cell, Shape input);

  /** How many axes one step's input has, that of the batch included. */
  default int inputRank() {
    return 2;
  }

  /** The shape of one step's output without the batch axis, as far as it is known. */
  Shape output(LayerDescription cell, Shape input);

  /** Random masks of a training step, made once for the whole sequence. */
  Dropped dropped(CellCall call, Operand batch, Shape input);

  /**
   * The part of the step that depends on the input only.
   *
   * @param x inputs of shape (batch, …), or (time, batch, …)
   */
  Operand project(CellCall call, Operand x, Dropped dropped);

  /**
   * The states before the first step, all zeros.
   *
   * @param batch the batch size
   * @param projected the projected inputs, of shape (time, batch, …)
   */
  List<Operand> zeroStates(CellCall call, Operand batch, Operand projected);

  /** Its states. */
  List<State> states(LayerDescription cell, Shape input);

  /**
   * A state.
   *
   * @param path where Keras has it in the structure of a layer's states: indices joined by slashes
   * @param sample its shape without the batch axis, as far as it is known
   */
  record State(String path, Shape sample) {
    /** States of one shape, one after the other. */
    static List<State> times(int count, Shape sample) {
      return IntStream.range(0, count)
          .mapToObj(index -> new State(Integer.toString(index), sample))
          .toList();
    }
  }

  /** The rest of the step. */
  Step step(CellCall call, Operand projected, List<Operand> states, Dropped dropped);

  /**
   * What a step gives.
   *
   * @param output the output
   * @param states the next states
   */
  record Step(Operand output, List<Operand> states) {}
}
