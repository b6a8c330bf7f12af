package io.kerasport.core.objective;

import io.kerasport.core.graph.Prediction;
import io.kerasport.model.TensorSpec;
import java.util.List;

/**
 * An output with the implementations of what it is measured by.
 *
 * @param prediction the output
 * @param losses its losses
 * @param metrics its metrics
 * @param weighsSteps whether sample weights are those of steps of sequences
 */
record BoundOutput(
    Prediction prediction, List<BoundLoss> losses, List<BoundMetric> metrics, boolean weighsSteps) {
  BoundOutput {
    losses = List.copyOf(losses);
    metrics = List.copyOf(metrics);
  }

  String name() {
    return prediction.name();
  }

  /** The name of the placeholder of its targets. */
  String targetName() {
    return name() + "_target";
  }

  /** Whether anything measures it: only then it takes targets. */
  boolean isMeasured() {
    return !losses.isEmpty() || !metrics.isEmpty();
  }

  /** Element type and shape of the prediction. */
  TensorSpec spec() {
    return new TensorSpec(prediction.value().dtype(), prediction.value().shape());
  }
}
