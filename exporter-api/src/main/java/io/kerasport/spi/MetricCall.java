package io.kerasport.spi;

import io.kerasport.graph.Operand;
import java.util.Optional;

/** A batch that a metric takes into its state. */
public interface MetricCall extends MetricResultCall {
  /**
   * The targets: as many axes as the prediction, all sizes unknown, in the prediction's element
   * type. For integer labels the last axis has the size 1.
   */
  Operand target();

  /** What the model predicted. */
  Operand prediction();

  /**
   * The weights of the samples, for a weighted metric; of rank 1, or of the rank of the per-sample
   * losses with sizes of 1 where they are broadcast. Empty for a metric that ignores them.
   */
  Optional<Operand> sampleWeight();

  /** The mask that came with the prediction. */
  Optional<Operand> mask();

  /** Adds to a variable. */
  void add(String variable, Operand delta);

  /** Sets a variable. */
  void assign(String variable, Operand value);
}
