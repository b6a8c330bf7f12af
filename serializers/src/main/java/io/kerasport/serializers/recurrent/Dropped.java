package io.kerasport.serializers.recurrent;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DType;
import io.kerasport.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Random masks that drop inputs and states in training: one, or one for each gate; none where
 * nothing is dropped.
 *
 * @param inputs masks of the inputs
 * @param states masks of the states
 * @param inner masks of the cells inside this one
 */
record Dropped(List<Operand> inputs, List<Operand> states, List<Dropped> inner) {
  static Dropped nothing() {
    return new Dropped(List.of(), List.of(), List.of());
  }

  /** Checks the rates of a cell. */
  static void check(Config config) {
    for (String key : List.of("dropout", "recurrent_dropout")) {
      double rate = config.number(key, 0);
      if (!(rate >= 0 && rate <= 1)) {
        throw new ConfigException(key, "between 0 and 1", rate);
      }
    }
  }

  /**
   * The masks of a cell with gates.
   *
   * @param gates how many masks {@code implementation} 1 uses, which Keras falls back to when
   *     states are dropped
   */
  static Dropped of(CellCall call, Operand batch, Shape input, long units, int gates) {
    Config config = call.config();
    double rate = rate(config, "dropout", gates);
    double stateRate = rate(config, "recurrent_dropout", gates);
    if (!call.training() || rate == 0 && stateRate == 0) {
      return nothing();
    }
    int masks = stateRate > 0 || config.integer("implementation", 2) == 1 ? gates : 1;
    return new Dropped(
        masks(call, batch, Shape.of(input.dim(-1)), rate, masks),
        masks(call, batch, Shape.of(units), stateRate, gates),
        List.of());
  }

  /** Cells with gates drop nothing where they would drop all. */
  static double rate(Config config, String key, int gates) {
    double rate = config.number(key, 0);
    return rate == 1 && gates > 1 ? 0 : rate;
  }

  /** Masks over samples of a known shape. */
  static List<Operand> masks(CellCall call, Operand batch, Shape sample, double rate, int count) {
    List<Operand> masks = new ArrayList<>();
    for (int i = 0; i < count && rate > 0; i++) {
      Ops tf = call.ops().withScope("dropout");
      List<Operand> sizes = new ArrayList<>();
      sizes.add(batch);
      for (long size : sample.dims()) {
        sizes.add(tf.scalar(Math.toIntExact(size)));
      }
      masks.add(mask(tf, tf.arrays().pack(sizes, 0), rate, call.dtype()));
    }
    return masks;
  }

  /** Zeros with the probability {@code rate}, and else what keeps the mean. */
  private static Operand mask(Ops tf, Operand shape, double rate, DType dtype) {
    Operand noise = tf.random().uniform(shape, dtype, 0);
    if (rate == 1) {
      return tf.zerosLike(noise);
    }
    Operand kept = tf.math().greaterEqual(noise, tf.scalarLike(noise, rate));
    return tf.math().select(kept, tf.scalarLike(noise, 1 / (1 - rate)), tf.scalarLike(noise, 0));
  }
}
