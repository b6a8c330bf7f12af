package io.kerasport.core.compile;

import io.kerasport.model.KerasObject;
import java.util.List;

/**
 * What one output of a model is measured by.
 *
 * @param output the output's name
 * @param losses its losses; several are added; none means it takes no targets
 * @param metrics metrics that ignore sample weights
 * @param weightedMetrics metrics that count them
 * @param weighsSteps whether Keras 2 was told to weigh every step of a sequence, not every sample
 */
public record CompiledOutput(
    String output,
    List<WeightedLoss> losses,
    List<KerasObject> metrics,
    List<KerasObject> weightedMetrics,
    boolean weighsSteps) {
  public CompiledOutput {
    losses = List.copyOf(losses);
    metrics = List.copyOf(metrics);
    weightedMetrics = List.copyOf(weightedMetrics);
  }

  /** Whether anything measures it. */
  public boolean isMeasured() {
    return !losses.isEmpty() || !metrics.isEmpty() || !weightedMetrics.isEmpty();
  }
}
