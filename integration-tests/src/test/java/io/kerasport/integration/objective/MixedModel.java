package io.kerasport.integration.objective;

import io.kerasport.integration.objective.EvaluatedModel.Array;
import io.kerasport.model.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model in a file with what it was compiled with, and what Keras made of two batches.
 *
 * @param name what is mixed
 * @param writer the generation of Keras
 * @param files the files by their kind
 * @param batches inputs and targets
 * @param weights the sample weights of each batch
 * @param loss the loss of each batch
 * @param weightedLoss the loss of each batch with sample weights
 * @param metrics the metrics after both batches with sample weights, by the kind of the file
 * @param tolerance relative to the largest magnitude
 */
record MixedModel(
    String name,
    String writer,
    Map<String, Path> files,
    List<Map<String, Array>> batches,
    List<Map<String, Array>> weights,
    List<Double> loss,
    List<Double> weightedLoss,
    Map<String, Map<String, double[]>> metrics,
    double tolerance) {

  static List<MixedModel> all() throws IOException {
    List<MixedModel> models = new ArrayList<>();
    for (Object entry : Json.read(ScoreCase.root().resolve("mixed.json")).list("models")) {
      models.add(of((Config) Objects.requireNonNull(entry)));
    }
    return models;
  }

  private static MixedModel of(Config entry) {
    Map<String, Path> files = new LinkedHashMap<>();
    entry
        .object("files")
        .entries()
        .forEach((kind, file) -> files.put(kind, ScoreCase.root().resolve(String.valueOf(file))));
    List<Map<String, Array>> batches = new ArrayList<>();
    List<Map<String, Array>> weights = new ArrayList<>();
    for (Object item : entry.list("batches")) {
      Config batch = (Config) Objects.requireNonNull(item);
      Map<String, Array> fed = new LinkedHashMap<>(arrays(batch.object("inputs")));
      fed.putAll(arrays(batch.object("targets")));
      batches.add(fed);
      weights.add(arrays(batch.object("weights")));
    }
    Map<String, Map<String, double[]>> metrics = new LinkedHashMap<>();
    for (String kind : files.keySet()) {
      Map<String, double[]> values = new LinkedHashMap<>();
      entry
          .object("metrics")
          .object(kind)
          .entries()
          .forEach((key, value) -> values.put(key, ScoreCase.numbers(value)));
      metrics.put(kind, values);
    }
    return new MixedModel(
        entry.string("model"),
        entry.string("writer"),
        files,
        batches,
        weights,
        entry.numbers("loss"),
        entry.numbers("weighted_loss"),
        metrics,
        entry.number("tolerance"));
  }

  private static Map<String, Array> arrays(Config entries) {
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (String name : entries.entries().keySet()) {
      arrays.put(name, Array.of(entries.object(name)));
    }
    return arrays;
  }

  /** A batch with its sample weights. */
  Map<String, Array> weighted(int batch) {
    Map<String, Array> fed = new LinkedHashMap<>(batches.get(batch));
    fed.putAll(weights.get(batch));
    return fed;
  }
}
