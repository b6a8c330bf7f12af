package io.kerasport.serializers.metric;

import io.kerasport.serializers.loss.Losses;
import io.kerasport.serializers.metric.IntersectionOverUnion.Kind;
import io.kerasport.serializers.metric.TradeOff.Rate;
import io.kerasport.spi.Metric;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the metrics. */
public final class Metrics {
  private Metrics() {}

  /** Metrics by every class and function name files use. */
  public static Map<String, Metric> byName() {
    Map<String, Metric> all = new LinkedHashMap<>();
    Losses.byName()
        .forEach(
            (name, loss) -> all.put(name, MeanMetric.of(new LossScore(loss), loss::unsupported)));
    accuracies(all);
    regression(all);
    confusion(all);
    segmentation(all);
    put(all, new OnlyValues(), "Mean", "mean", "Sum", "sum", "MeanTensor", "SumOverBatchSize");
    return all;
  }

  private static void accuracies(Map<String, Metric> all) {
    put(all, MeanMetric.of(Accuracies::exact), "Accuracy", "accuracy", "acc", "ACC");
    put(all, MeanMetric.of(Accuracies::binary), "BinaryAccuracy");
    put(all, MeanMetric.of(Accuracies::binaryOfSample), "binary_accuracy");
    put(all, categorical(Accuracies::categorical), "CategoricalAccuracy", "categorical_accuracy");
    put(all, categorical(Accuracies::sparse), "SparseCategoricalAccuracy");
    put(all, categorical(Accuracies::sparse), "sparse_categorical_accuracy");
    put(all, categorical(Accuracies::topK), "TopKCategoricalAccuracy");
    put(all, categorical(Accuracies::topK), "top_k_categorical_accuracy");
    put(all, categorical(Accuracies::sparseTopK), "SparseTopKCategoricalAccuracy");
    put(all, categorical(Accuracies::sparseTopK), "sparse_top_k_categorical_accuracy");
  }

  private static Metric categorical(Score score) {
    return MeanMetric.of(score, Accuracies::withoutClasses);
  }

  private static void regression(Map<String, Metric> all) {
    put(all, MeanMetric.root(Regression::squaredError), "RootMeanSquaredError");
    put(all, MeanMetric.root(Regression::squaredError), "root_mean_squared_error");
    put(all, MeanMetric.of(Losses::cosineOfAngle), "CosineSimilarity", "cosine_similarity");
    put(all, MeanMetric.of(Losses::cosineOfAngle), "cosine_proximity", "cosine");
    put(all, MeanMetric.of(Regression::pearson), "PearsonCorrelation", "pearson_correlation");
    put(all, MeanMetric.of(Regression::concordance), "ConcordanceCorrelation");
    put(all, MeanMetric.of(Regression::concordance), "concordance_correlation");
    put(all, MeanMetric.of(Regression::relativeError), "MeanRelativeError");
    put(all, new R2Score(), "R2Score", "r2_score");
    all.put("LogCoshError", all.get("LogCosh"));
    all.put("log_cosh_error", all.get("LogCosh"));
  }

  private static void confusion(Map<String, Metric> all) {
    put(all, ConfusionMetric.count(Cell.TRUE_POSITIVES), "TruePositives", "true_positives");
    put(all, ConfusionMetric.count(Cell.FALSE_POSITIVES), "FalsePositives", "false_positives");
    put(all, ConfusionMetric.count(Cell.TRUE_NEGATIVES), "TrueNegatives", "true_negatives");
    put(all, ConfusionMetric.count(Cell.FALSE_NEGATIVES), "FalseNegatives", "false_negatives");
    put(
        all,
        ConfusionMetric.part(Cell.TRUE_POSITIVES, Cell.FALSE_POSITIVES),
        "Precision",
        "precision");
    put(all, ConfusionMetric.part(Cell.TRUE_POSITIVES, Cell.FALSE_NEGATIVES), "Recall", "recall");
    put(all, new TradeOff("recall", Rate.SENSITIVITY, Rate.PRECISION), "PrecisionAtRecall");
    put(all, new TradeOff("precision", Rate.PRECISION, Rate.SENSITIVITY), "RecallAtPrecision");
    put(
        all,
        new TradeOff("specificity", Rate.SPECIFICITY, Rate.SENSITIVITY),
        "SensitivityAtSpecificity");
    put(
        all,
        new TradeOff("sensitivity", Rate.SENSITIVITY, Rate.SPECIFICITY),
        "SpecificityAtSensitivity");
    put(all, new Auc(), "AUC", "auc");
    put(all, new FBetaScore(), "F1Score", "f1_score", "FBetaScore", "f_beta_score");
  }

  private static void segmentation(Map<String, Metric> all) {
    put(all, new IntersectionOverUnion(Kind.CLASSES), "IoU", "MeanIoU");
    put(all, new IntersectionOverUnion(Kind.BINARY), "BinaryIoU", "binary_io_u");
    put(all, new IntersectionOverUnion(Kind.ONE_HOT), "OneHotIoU", "OneHotMeanIoU");
  }

  private static void put(Map<String, Metric> all, Metric metric, String... names) {
    for (String name : names) {
      all.put(name, metric);
    }
  }
}
