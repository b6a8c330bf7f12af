package io.kerasport.run;

import java.util.Map;

/** Is told how an evaluation or a training goes. */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = (batches, scores) -> {};

  /**
   * A batch is done.
   *
   * @param batches how many are done
   * @param scores the loss and the metrics over all of them
   */
  void batchDone(long batches, Map<String, Double> scores);
}
