package io.kerasport.serializers.recurrent;

import io.kerasport.graph.ArrayOps;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Operation;
import io.kerasport.graph.Ops;
import io.kerasport.graph.TensorValue;
import io.kerasport.model.Config;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import io.kerasport.spi.LayerDescription;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An LSTM as one kernel, TensorFlow's {@code BlockLSTMV2}, which has the gates in Keras' order. It
 * knows no other activations than the default ones, and no masks.
 */
final class FusedLstm {
  private FusedLstm() {}

  /** What keeps an LSTM from being this kernel; empty if nothing does. */
  static Optional<String> obstacle(LayerDescription cell, @Nullable Operand mask) {
    Config config = cell.config();
    if (!isFunction(config.get("activation"), "tanh")) {
      return Optional.of("its activation is not tanh");
    }
    if (!isFunction(config.get("recurrent_activation"), "sigmoid")) {
      return Optional.of("its recurrent activation is not sigmoid");
    }
    if (cell.computeDType() != DType.FLOAT) {
      return Optional.of("it computes in " + cell.computeDType().kerasName() + ", not float32");
    }
    return mask == null ? Optional.empty() : Optional.of("some of its steps may be masked");
  }

  /** A function's entry is its name or an object with the name in it. */
  private static boolean isFunction(@Nullable Object entry, String name) {
    return name.equals(entry instanceof Config object ? object.get("config") : entry);
  }

  /**
   * Runs it over all steps.
   *
   * @param x inputs of shape (time, batch, features), the first step first
   * @param initial the states before it
   */
  static Recurrence.Result run(Lstm lstm, CellCall cell, Operand x, List<Operand> initial) {
    Ops tf = cell.ops();
    ArrayOps arrays = tf.arrays();
    int units = UnitCell.units(cell.config());
    Operand noPeephole = zeros(tf, units);
    Operand weights = tf.concat(List.of(lstm.kernel(cell), lstm.recurrentKernel(cell)), 0);
    Operand bias =
        UnitCell.hasBias(cell.config()) ? lstm.inputBias(cell) : zeros(tf, Lstm.GATES * units);
    Operation kernel =
        tf.graph()
            .node("BlockLSTMV2")
            .input(tf.cast(arrays.size(x, 0), DType.INT64))
            .input(x)
            .input(initial.get(1))
            .input(initial.get(0))
            .input(weights)
            .input(noPeephole)
            .input(noPeephole)
            .input(noPeephole)
            .input(bias)
            .build();
    Operand cells = kernel.outputs().get(1);
    Operand outputs = kernel.outputs().get(6);
    Operand last = last(arrays, outputs);
    return new Recurrence.Result(last, outputs, List.of(last, last(arrays, cells)));
  }

  private static Operand zeros(Ops tf, int count) {
    return tf.constant(TensorValue.ofFloats(Shape.of(count), new float[count]));
  }

  private static Operand last(ArrayOps arrays, Operand steps) {
    return arrays.squeeze(arrays.slice(steps, new int[] {-1}, new int[] {ArrayOps.TO_THE_END}), 0);
  }
}
