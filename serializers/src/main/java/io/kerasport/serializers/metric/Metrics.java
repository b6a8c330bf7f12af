package io.kerasport.serializers.metric;

import io.kerasport.serializers.loss.Losses;
import io.kerasport.spi.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the metrics. */
public final class Metrics {
  private Metrics() {}

  /** Metrics by every class and function name files use. */
  public static Map<String, Metric> byName() {
    Map<String, Metric> all = new LinkedHashMap<>();
    means(all);
    return all;
  }

  private static void means(Map<String, Metric> all) {
    Losses.byName()
        .forEach(
            (name, loss) -> put(all, new MeanMetric(loss::perSample, loss::unsupported), name));
    put(all, new MeanMetric(Accuracies::exact), "Accuracy", "accuracy", "acc", "ACC");
    put(all, new MeanMetric(Accuracies::binary), "BinaryAccuracy");
    put(all, new MeanMetric(Accuracies::binaryOfSample), "binary_accuracy");
    put(all, new MeanMetric(Accuracies::categorical), "CategoricalAccuracy");
    put(all, new MeanMetric(Accuracies::categorical), "categorical_accuracy");
    put(all, new MeanMetric(Accuracies::sparse), "SparseCategoricalAccuracy");
    put(all, new MeanMetric(Accuracies::sparse), "sparse_categorical_accuracy");
    put(all, new MeanMetric(Accuracies::topK), "TopKCategoricalAccuracy");
    put(all, new MeanMetric(Accuracies::topK), "top_k_categorical_accuracy");
    put(all, new MeanMetric(Accuracies::sparseTopK), "SparseTopKCategoricalAccuracy");
    put(all, new MeanMetric(Accuracies::sparseTopK), "sparse_top_k_categorical_accuracy");
  }

  private static void put(Map<String, Metric> all, Metric metric, String... names) {
    for (String name : names) {
      all.put(name, metric);
    }
  }
}
