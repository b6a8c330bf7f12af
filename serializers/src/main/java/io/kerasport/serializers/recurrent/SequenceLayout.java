package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.Shape;
import io.kerasport.serializers.config.DataFormat;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the axes of a layer's sequences stand. Cells take them as (time, batch, …, channels).
 *
 * @param timeMajor whether time comes first already, and not batch
 * @param images where the channels of images are; of what is no image they are last
 */
record SequenceLayout(boolean timeMajor, DataFormat images) {
  static SequenceLayout of(Config layer) {
    return new SequenceLayout(layer.bool("time_major", false), DataFormat.of(layer));
  }

  /**
   * The shape of one step's input, batch axis first and channels last.
   *
   * @param sequence as the layer gets it
   */
  Shape step(Shape sequence) {
    if (!sequence.hasRank() || sequence.rank() < 3) {
      throw new ConfigException("input", "a sequence: batch, time, features", sequence);
    }
    int batch = timeMajor ? 1 : 0;
    Shape features = sequence.slice(2, sequence.rank());
    boolean turned = images == DataFormat.CHANNELS_FIRST;
    return sequence
        .slice(batch, batch + 1)
        .concat(
            turned ? features.slice(1, features.rank()).concat(features.slice(0, 1)) : features);
  }

  /**
   * The shape of a state as the layer gives it.
   *
   * @param state without the batch axis, channels last
   */
  Shape given(Shape state) {
    int last = state.rank() - 1;
    return images == DataFormat.CHANNELS_FIRST
        ? state.slice(last, last + 1).concat(state.slice(0, last))
        : state;
  }

  /** A sequence, or its mask, with its axes as cells take them. */
  Operand taken(Ops tf, Operand sequence) {
    return transposed(tf, sequence, order(sequence.shape().rank()));
  }

  /** A sequence that cells have given with its axes as the layer gives them. */
  Operand given(Ops tf, Operand sequence) {
    int[] order = order(sequence.shape().rank());
    int[] back = new int[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      back[order[axis]] = axis;
    }
    return transposed(tf, sequence, back);
  }

  /** A state or the output of one step with its channels last. */
  Operand takenStep(Ops tf, Operand state) {
    return images.toChannelsLast(tf, state);
  }

  /** A state or the output of one step that cells have given, as the layer gives it. */
  Operand givenStep(Ops tf, Operand state) {
    return images.fromChannelsLast(tf, state);
  }

  /** The axes of a sequence in the order in which cells take them. */
  private int[] order(int rank) {
    int[] order = IntStream.range(0, rank).toArray();
    if (!timeMajor) {
      order[0] = 1;
      order[1] = 0;
    }
    if (images == DataFormat.CHANNELS_FIRST && rank > 3) {
      System.arraycopy(IntStream.range(3, rank).toArray(), 0, order, 2, rank - 3);
      order[rank - 1] = 2;
    }
    return order;
  }

  private static Operand transposed(Ops tf, Operand x, int... order) {
    boolean same = Arrays.equals(order, IntStream.range(0, order.length).toArray());
    return same ? x : tf.arrays().transpose(x, order);
  }
}
