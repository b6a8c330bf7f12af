package io.kerasport.core.compile;

import io.kerasport.export.ErrorId;
import io.kerasport.export.ExportException;
import io.kerasport.export.Problem;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.KerasObject;
import io.kerasport.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses the compile configuration of both generations: {@code training_config} of {@code .h5}
 * files, {@code compile_config} of {@code .keras} files, and what {@code Model.compile} makes.
 */
public final class CompileConfigParser {
  private static final String WAY_OUT =
      "Compile the model again with one entry for each of its outputs, or state losses and metrics"
          + " when exporting.";

  /**
   * The compile configuration of a model; empty if it was not compiled.
   *
   * @throws ExportException listing every entry that does not fit the model's outputs
   */
  public Optional<CompileConfig> parse(Model model) {
    return model.compileConfig().map(config -> parse(config, model));
  }

  private static CompileConfig parse(Config config, Model model) {
    List<Problem> problems = new ArrayList<>();
    PerOutput entries =
        new PerOutput(model.outputNames(), outputKeys(model), model.generation(), problems);
    List<List<KerasObject>> losses = entries.losses("loss", config.get("loss"));
    List<List<Double>> weights =
        entries.weights("loss_weights", config.get("loss_weights"), losses);
    PerOutput.Flat flat =
        model.generation() == KerasGeneration.KERAS_2 ? PerOutput.Flat.ALL : PerOutput.Flat.EACH;
    List<List<KerasObject>> metrics = entries.of("metrics", config.get("metrics"), flat);
    List<List<KerasObject>> weighted =
        entries.of("weighted_metrics", config.get("weighted_metrics"), flat);
    List<Boolean> weighsSteps =
        entries.areEqualTo("temporal", "sample_weight_mode", config.get("sample_weight_mode"));
    Optional<KerasObject> optimizer = optimizer(config, problems);
    if (!problems.isEmpty()) {
      throw new ExportException(
          ErrorId.COMPILE_CONFIG,
          "The compile configuration does not fit model `" + model.name() + "`",
          problems,
          WAY_OUT,
          null);
    }
    List<CompiledOutput> outputs = new ArrayList<>();
    for (int i = 0; i < model.outputNames().size(); i++) {
      outputs.add(
          new CompiledOutput(
              model.outputNames().get(i),
              weighted(losses.get(i), weights.get(i)),
              metrics.get(i),
              weighted.get(i),
              weighsSteps.get(i)));
    }
    return new CompileConfig(optimizer, outputs);
  }

  /**
   * What Keras calls the outputs besides their names: the keys, sorted, where the model gives a
   * dict; else nothing.
   */
  private static List<String> outputKeys(Model model) {
    // before Keras 2.2.3 the configuration of a Sequential model is a list
    return model.source().get("config") instanceof Config config
            && config.get("output_layers") instanceof Config outputs
            && fits(outputs, model)
        ? outputs.entries().keySet().stream().sorted().toList()
        : List.of();
  }

  private static boolean fits(Config outputs, Model model) {
    return outputs.entries().size() == model.outputs().size();
  }

  private static List<WeightedLoss> weighted(List<KerasObject> losses, List<Double> weights) {
    List<WeightedLoss> weighted = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      weighted.add(new WeightedLoss(losses.get(i), weights.get(i)));
    }
    return weighted;
  }

  private static Optional<KerasObject> optimizer(Config config, List<Problem> problems) {
    for (String key : List.of("optimizer", "optimizer_config")) {
      @Nullable Object entry = config.get(key);
      if (entry != null) {
        try {
          return KerasObject.of(key, entry);
        } catch (ConfigException e) {
          problems.add(new Problem(String.valueOf(e.getMessage()), ""));
        }
      }
    }
    return Optional.empty();
  }
}
