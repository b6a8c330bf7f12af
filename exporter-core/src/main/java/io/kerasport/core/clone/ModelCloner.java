package io.kerasport.core.clone;

import io.kerasport.export.UnsupportedModelException;
import io.kerasport.model.Config;
import io.kerasport.model.ConfigException;
import io.kerasport.model.DTypePolicy;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.SubclassedModel;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Clones models for export. */
public final class ModelCloner {
  private final SerializerCatalog catalog;
  private final ModelClasses classes;
  private final WeightRules rules;

  @Inject
  ModelCloner(SerializerCatalog catalog, ModelClasses classes, WeightRules rules) {
    this.catalog = catalog;
    this.classes = classes;
    this.rules = rules;
  }

  /**
   * Binds every layer, nested models included.
   *
   * @throws UnsupportedModelException listing everything that has no counterpart
   */
  public ModelClone cloneOf(Model model) {
    CloneProblems problems = new CloneProblems();
    ModelClone clone = cloneOf(model, "", true, problems);
    if (!problems.all().isEmpty()) {
      throw new UnsupportedModelException(
          "Model `" + model.name() + "` cannot be exported", problems.all(), problems.wayOut());
    }
    return clone;
  }

  /** Binds every layer that has a counterpart, and says what is wrong with the others. */
  public PartialClone partialCloneOf(Model model) {
    CloneProblems problems = new CloneProblems();
    ModelClone clone = cloneOf(model, "", true, problems);
    return new PartialClone(clone, problems.all());
  }

  private ModelClone cloneOf(
      Model model, String prefix, boolean trainable, CloneProblems problems) {
    if (model.kind() == Model.Kind.SUBCLASSED) {
      return cloneOfCode(model, prefix, trainable, problems);
    }
    return new ModelClone(model, layers(model, model.layers(), prefix, trainable, problems));
  }

  private List<LayerClone> layers(
      Model model, List<Layer> of, String prefix, boolean trainable, CloneProblems problems) {
    List<LayerClone> layers = new ArrayList<>();
    for (Layer layer : of) {
      layers.add(cloneOf(layer, model, prefix, trainable, problems));
    }
    return layers;
  }

  /** The last layer is the model itself, for the variables that no other layer has. */
  private ModelClone cloneOfCode(
      Model model, String prefix, boolean trainable, CloneProblems problems) {
    int last = model.layers().size() - 1;
    Layer self = model.layers().get(last);
    String className = self.registeredName() == null ? self.className() : self.registeredName();
    SubclassedModel code = classes.get(className, model.name());
    List<LayerClone> layers =
        layers(model, model.layers().subList(0, last), prefix, trainable, problems);
    layers.add(
        new LayerClone(
            self,
            prefix + self.name(),
            new LayerDescription(self.name(), self.config(), model.generation()),
            trainable,
            new OwnVariables(code),
            null));
    return new ModelClone(model, layers, code);
  }

  private LayerClone cloneOf(
      Layer layer, Model model, String prefix, boolean trainable, CloneProblems problems) {
    String path = prefix + layer.name();
    LayerDescription description =
        new LayerDescription(layer.name(), layer.config(), model.generation());
    boolean live = trainable && isTrainable(layer, path, problems);
    ModelClone nested =
        layer.nested() == null ? null : cloneOf(layer.nested(), path + "/", live, problems);
    if (layer.isModel()) {
      return new LayerClone(layer, path, description, live, null, nested);
    }
    if (layer.isInput()) {
      return new LayerClone(layer, path, description, live, null, null);
    }
    LayerSerializer serializer = catalog.serializer(layer);
    int before = problems.all().size();
    if (serializer == null) {
      problems.addUnknown(catalog.describeUnknown(layer), path);
    } else {
      collectProblems(serializer, description, path, problems);
    }
    boolean bound = problems.all().size() == before;
    return new LayerClone(layer, path, description, live, bound ? serializer : null, nested);
  }

  private static boolean isTrainable(Layer layer, String path, CloneProblems problems) {
    try {
      return layer.config().bool("trainable", true);
    } catch (ConfigException e) {
      problems.add(e, path);
      return true;
    }
  }

  private void collectProblems(
      LayerSerializer serializer,
      LayerDescription description,
      String path,
      CloneProblems problems) {
    try {
      for (String reason : serializer.unsupported(description)) {
        problems.add(reason, path);
      }
      @Nullable Object dtype = description.config().get("dtype");
      Optional<String> quantized = Quantization.mode(dtype);
      if (quantized.isPresent()) {
        problems.add(Quantization.refused(quantized.get()), path);
      } else {
        DTypePolicy.of(dtype);
      }
    } catch (ConfigException e) {
      problems.add(e, path);
    }
    collectNames(description.config(), description, path, problems);
  }

  /** Layers inside of layers have activations and weights, too. */
  private void collectNames(
      Config config, LayerDescription description, String path, CloneProblems problems) {
    for (String key : List.of("activation", "recurrent_activation")) {
      @Nullable Object activation = config.get(key);
      catalog
          .unknownActivation(activation, description)
          .ifPresent(what -> problems.addUnknown("`" + key + "`: " + what, path));
    }
    rules.unknown(config).forEach(what -> problems.addUnknown(what, path));
    List<@Nullable Object> inner = new ArrayList<>();
    for (String key : List.of("layer", "backward_layer", "cell")) {
      inner.add(config.at(key + "/config"));
    }
    if (config.get("cells") instanceof List<?> cells) {
      for (int i = 0; i < cells.size(); i++) {
        inner.add(config.at("cells/" + i + "/config"));
      }
    }
    for (Object entry : inner) {
      if (entry instanceof Config found) {
        collectNames(found, description, path, problems);
      }
    }
  }
}
