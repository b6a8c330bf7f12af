package io.kerasport.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes layers of a model and of the models inside it, and what the serialized model says of
 * them.
 */
public final class ChangedLayers {
  private ChangedLayers() {}

  /** What becomes of a layer that is no model and applies none. */
  @FunctionalInterface
  public interface Change {
    /**
     * The changed layer, with the same name; the layer itself if it stays as it is.
     *
     * @param path the names of the models around the layer and its own, joined by slashes
     */
    Layer of(Layer layer, String path);
  }

  /** A model with changed layers; the model itself if all stay as they are. */
  public static Model in(Model model, Change change) {
    return in(model, "", change);
  }

  private static Model in(Model model, String prefix, Change change) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : model.layers()) {
      String path = prefix + layer.name();
      Model nested = layer.nested();
      layers.add(
          nested == null
              ? change.of(layer, path)
              : withNested(layer, in(nested, path + "/", change)));
    }
    return layers.equals(model.layers())
        ? model
        : new Model(
            model.name(),
            model.kind(),
            model.generation(),
            layers,
            model.nodes(),
            model.inputs(),
            model.outputs(),
            source(model.source(), layers),
            model.compileConfig(),
            model.optimizerWeights(),
            model.optimizerMayDiffer());
  }

  private static Layer withNested(Layer layer, Model nested) {
    Config config =
        layer.isModel()
            ? nested.source().optionalObject("config").orElse(layer.config())
            : layer.config().with("layer", nested.source());
    return new Layer(
        layer.name(), layer.className(), layer.registeredName(), config, layer.weights(), nested);
  }

  /** The serialized model with the configurations of the layers. */
  private static Config source(Config object, List<Layer> layers) {
    if (!(object.get("config") instanceof Config config)
        || !(config.get("layers") instanceof List<?> serialized)) {
      return object;
    }
    List<@Nullable Object> changed = new ArrayList<>();
    for (Object entry : serialized) {
      changed.add(entry instanceof Config layer ? source(layer, named(layer, layers)) : entry);
    }
    return object.with("config", config.with("layers", changed));
  }

  private static Config source(Config entry, Optional<Layer> layer) {
    if (layer.isEmpty()) {
      return entry;
    }
    Model nested = layer.get().nested();
    return nested == null || !layer.get().isModel()
        ? entry.with("config", layer.get().config())
        : source(entry, nested.layers());
  }

  private static Optional<Layer> named(Config entry, List<Layer> layers) {
    @Nullable Object name = entry.has("name") ? entry.get("name") : entry.at("config/name");
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }
}
