package io.kerasport.integration.original;

import io.kerasport.integration.Runtimes;
import io.kerasport.model.Compile;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The model of {@code train_adam}: layers {@code x}, {@code first}, {@code drop}, {@code y}. */
final class SmallModel {
  private SmallModel() {}

  /** With its weights, compiled with stochastic gradient descent. */
  static Model compiled(Path directory) throws IOException {
    return weighted(directory)
        .compile(
            Compile.with("SGD", Map.of("learning_rate", 0.1)).loss("mse").metrics("mae").config());
  }

  /** With its weights, not compiled. */
  static Model weighted(Path directory) throws IOException {
    OriginalCase original = OriginalCase.exported().get(0);
    return Runtimes.through("pure-java").loader().load(original.unpack(directory));
  }

  /** With other settings of its layer {@code first}. */
  static Model with(Model model, Map<String, ?> settings) {
    return map(
        model,
        layer -> {
          Config config = layer.config();
          if (layer.name().equals("first")) {
            for (Map.Entry<String, ?> setting : settings.entrySet()) {
              config = config.with(setting.getKey(), setting.getValue());
            }
          }
          return new Layer(
              layer.name(),
              layer.className(),
              layer.registeredName(),
              config,
              layer.weights(),
              layer.nested());
        });
  }

  /** With weights from initializers. */
  static Model withoutWeights(Model model) {
    return weights(model, layer -> Optional.empty());
  }

  /** With other weights in its layers. */
  static Model weights(
      Model model, java.util.function.Function<Layer, Optional<List<Weight>>> weights) {
    return map(
        model,
        layer ->
            new Layer(
                layer.name(),
                layer.className(),
                layer.registeredName(),
                layer.config(),
                weights.apply(layer),
                layer.nested()));
  }

  private static Model map(Model model, UnaryOperator<Layer> change) {
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        model.layers().stream().map(change).toList(),
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        model.compileConfig());
  }
}
