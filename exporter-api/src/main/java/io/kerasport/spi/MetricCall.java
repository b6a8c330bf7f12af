package io.kerasport.spi;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import java.util.Optional;

/**
 * A batch that a metric takes into its state. It is a call of a loss as well, so that a metric can
 * be the mean of one.
 */
public interface MetricCall extends MetricResultCall, LossCall {
  @Override
  ObjectDescription description();

  @Override
  Ops ops();

  @Override
  default Config config() {
    return description().config();
  }

  /**
   * The weights of the samples, for a weighted metric: one for each sample, or one for each of the
   * output's losses. Empty for a metric that ignores them.
   */
  Optional<Operand> sampleWeight();

  /** The mask that came with the prediction. */
  Optional<Operand> mask();

  /** Which values count, as the loss said that made them from this call. Empty for all. */
  Optional<Operand> counted();

  /** Adds to a variable. */
  void add(String variable, Operand delta);

  /** Sets a variable. */
  void assign(String variable, Operand value);
}
