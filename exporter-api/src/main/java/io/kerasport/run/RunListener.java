package io.kerasport.run;

import java.util.Map;
import java.util.function.Supplier;

/** Is told how an evaluation or a training goes. */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = (batches, scores) -> {};

  /**
   * A batch is done.
   *
   * @param batches how many are done
   * @param scores the loss and the metrics over all of them; they are computed if they are asked
   *     for, which is possible until this method returns
   */
  void batchDone(long batches, Supplier<Map<String, Double>> scores);
}
