package io.kerasport.tensorflow.run;

import io.kerasport.graph.TensorValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The loss and the metrics of a graph over several batches. */
final class Scores {
  private static final String LOSS = "loss";
  private static final String METRICS = "metrics/";
  private static final String VALUE = "/value";
  private static final String UPDATE = "/update_op";

  private final ModeSession session;
  private final List<String> metrics = new ArrayList<>();
  private double weightedLoss;
  private long samples;

  /** Scores at their start. */
  Scores(ModeSession session) {
    this.session = session;
    for (String key : session.outputs().keySet()) {
      if (key.endsWith(VALUE)) {
        metrics.add(key.substring(0, key.length() - VALUE.length()));
      }
    }
    session.reset();
  }

  /** What to fetch with each batch. */
  List<String> fetches() {
    List<String> keys = new ArrayList<>(List.of(LOSS));
    metrics.forEach(metric -> keys.add(metric + UPDATE));
    return keys;
  }

  /** Takes what was fetched with a batch. */
  void add(Map<String, TensorValue> fetched, long size) {
    TensorValue loss = fetched.get(LOSS);
    if (loss != null) {
      weightedLoss += Tensors.number(loss) * size;
      samples += size;
    }
  }

  /** The mean loss of all samples, and what the metrics say now. */
  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(LOSS, samples == 0 ? 0.0 : weightedLoss / samples);
    List<String> keys = metrics.stream().map(metric -> metric + VALUE).toList();
    Map<String, TensorValue> fetched = keys.isEmpty() ? Map.of() : session.fetch(Map.of(), keys);
    for (String metric : metrics) {
      TensorValue value = fetched.get(metric + VALUE);
      if (value != null && value.spec().shape().rank() == 0) {
        values.put(
            metric.startsWith(METRICS) ? metric.substring(METRICS.length()) : metric,
            Tensors.number(value));
      }
    }
    return values;
  }
}
