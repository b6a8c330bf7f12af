package io.kerasport.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a model is compiled with, in the form in which Keras writes it.
 *
 * <pre>{@code
 * Model compiled = model.compile(
 *     Compile.with("Adam", Map.of("learning_rate", 1e-4))
 *         .loss("sparse_categorical_crossentropy")
 *         .metrics("accuracy")
 *         .config());
 * }</pre>
 *
 * <p>Names are those of Keras' classes and functions, or registered names of custom objects. What
 * is stated for an output by its name counts for that output only.
 */
public final class Compile {
  private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

  private Compile() {}

  /** Without an optimizer: the model can be evaluated, not trained. */
  public static Compile withoutOptimizer() {
    return new Compile();
  }

  /** With an optimizer and its default settings. */
  public static Compile with(String optimizer) {
    return with(optimizer, Map.of());
  }

  /** With an optimizer and some of its settings. */
  public static Compile with(String optimizer, Map<String, ? extends @Nullable Object> settings) {
    Compile compile = new Compile();
    compile.entries.put("optimizer", object(optimizer, settings));
    return compile;
  }

  /** A class of Keras, or a registered one, with some of its settings. */
  public static Config object(String className, Map<String, ? extends @Nullable Object> settings) {
    return Config.empty().with("class_name", className).with("config", Config.of(settings));
  }

  /** The loss of every output: a name, or an {@link #object}. */
  public Compile loss(Object loss) {
    entries.put("loss", loss);
    return this;
  }

  /** The loss of one output. */
  public Compile loss(String output, Object loss) {
    return ofOutput("loss", output, loss);
  }

  /** The weight of one output's loss in the total. */
  public Compile lossWeight(String output, double weight) {
    return ofOutput("loss_weights", output, weight);
  }

  /** Metrics of a model with one output: names, or {@link #object}s. */
  public Compile metrics(Object... metrics) {
    entries.put("metrics", List.of(metrics));
    return this;
  }

  /** Metrics of one output. */
  public Compile metrics(String output, List<?> metrics) {
    return ofOutput("metrics", output, new ArrayList<>(metrics));
  }

  /** Metrics that count sample weights, of a model with one output. */
  public Compile weightedMetrics(Object... metrics) {
    entries.put("weighted_metrics", List.of(metrics));
    return this;
  }

  /** Metrics of one output that count sample weights. */
  public Compile weightedMetrics(String output, List<?> metrics) {
    return ofOutput("weighted_metrics", output, new ArrayList<>(metrics));
  }

  /** The collected entries, for {@link Model#compile}. */
  public Config config() {
    return Config.of(entries);
  }

  private Compile ofOutput(String key, String output, Object value) {
    Config before = entries.get(key) instanceof Config config ? config : Config.empty();
    entries.put(key, before.with(output, value));
    return this;
  }
}
