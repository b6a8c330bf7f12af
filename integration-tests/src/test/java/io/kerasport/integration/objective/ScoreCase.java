package io.kerasport.integration.objective;

import io.kerasport.integration.objective.EvaluatedModel.Array;
import io.kerasport.model.Config;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Keras made of two batches.
 *
 * @param name what is tried
 * @param writer the generation of Keras
 * @param model a model whose prediction is its input, or an activation of it
 * @param compiled what it was compiled with, in every form in which Keras writes it
 * @param batches what was fed, without sample weights
 * @param weights the sample weights of each batch
 * @param loss the loss of each batch
 * @param weightedLoss the loss of each batch with sample weights, where they were tried
 * @param metrics the metrics after both batches, with sample weights where they were tried
 * @param tolerance relative to the largest magnitude
 */
record ScoreCase(
    String name,
    String writer,
    Path model,
    Map<String, Config> compiled,
    List<Map<String, Array>> batches,
    List<Array> weights,
    List<Double> loss,
    Optional<List<Double>> weightedLoss,
    Map<String, double[]> metrics,
    double tolerance) {

  /** The placeholder of the sample weights. */
  static final String WEIGHTS = "out_sample_weights";

  static List<ScoreCase> all() throws IOException {
    Path root = root();
    List<ScoreCase> cases = new ArrayList<>();
    for (Object entry : Json.read(root.resolve("cases.json.gz")).list("cases")) {
      cases.add(of((Config) Objects.requireNonNull(entry), root));
    }
    return cases;
  }

  /** The folder of the fixtures. */
  static Path root() {
    URL folder = Objects.requireNonNull(ScoreCase.class.getResource("/objective"));
    try {
      return Objects.requireNonNull(Path.of(folder.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ScoreCase of(Config entry, Path root) {
    Map<String, Config> compiled = new LinkedHashMap<>();
    for (String form : List.of("compile_config", "training_config", "trained_config")) {
      entry.optionalObject(form).ifPresent(config -> compiled.put(form, config));
    }
    List<Map<String, Array>> batches = new ArrayList<>();
    List<Array> weights = new ArrayList<>();
    for (Object item : entry.list("batches")) {
      Config batch = (Config) Objects.requireNonNull(item);
      batches.add(
          Map.of(
              "p", Array.of(batch.object("prediction")),
              "out_target", Array.of(batch.object("target"))));
      weights.add(Array.of(batch.object("weight")));
    }
    Map<String, double[]> metrics = new LinkedHashMap<>();
    entry
        .optionalObject("metrics")
        .ifPresent(
            values -> values.entries().forEach((key, value) -> metrics.put(key, numbers(value))));
    return new ScoreCase(
        entry.string("case"),
        entry.string("writer"),
        root.resolve(entry.string("model")),
        compiled,
        batches,
        weights,
        entry.numbers("loss"),
        entry.has("weighted_loss") ? Optional.of(entry.numbers("weighted_loss")) : Optional.empty(),
        metrics,
        entry.number("tolerance"));
  }

  static double[] numbers(@Nullable Object value) {
    List<?> list =
        value instanceof List<?> several ? several : List.of(Objects.requireNonNull(value));
    return list.stream().mapToDouble(ScoreCase::number).toArray();
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  String title() {
    return name + ", " + writer;
  }

  /** A batch with its sample weights. */
  Map<String, Array> weighted(int batch) {
    Map<String, Array> fed = new LinkedHashMap<>(batches.get(batch));
    fed.put(WEIGHTS, weights.get(batch));
    return fed;
  }
}
