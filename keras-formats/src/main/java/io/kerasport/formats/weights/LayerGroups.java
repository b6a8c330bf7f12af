package io.kerasport.formats.weights;

import io.kerasport.formats.build.SnakeCase;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds the group of each layer among those of a model: the one that bears the layer's name, else
 * the one its class counts to.
 */
final class LayerGroups {
  private static final String OPERATION = "keras.ops.";

  private final SharedLayers shared;
  private final boolean foreign;

  /**
   * A search.
   *
   * @param foreign whether the layers are of another file, so that a name may be there and mean
   *     another layer: then names count only if the model has all of them
   */
  LayerGroups(SharedLayers shared, boolean foreign) {
    this.shared = shared;
    this.foreign = foreign;
  }

  /** The groups by the names of the model's layers. */
  Map<String, WeightGroup> of(Model model, String prefix, WeightGroup container) {
    Map<String, WeightGroup> found = new HashMap<>();
    members(model, prefix, container)
        .forEach(
            (layer, member) -> container.group(member).ifPresent(group -> found.put(layer, group)));
    return found;
  }

  /** The names of the groups, whether they are there or not, by those of the model's layers. */
  Map<String, String> members(Model model, String prefix, WeightGroup container) {
    Map<String, String> named = named(container);
    if (foreign && !named.keySet().stream().allMatch(name -> has(model, name))) {
      named = Map.of();
    }
    Map<String, String> found = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    for (Layer layer : model.layers()) {
      String counted = "";
      if (isCounted(model, prefix, layer)) {
        String base = SnakeCase.of(layer.className());
        int count = used.merge(base, 1, Integer::sum) - 1;
        counted = count == 0 ? base : base + "_" + count;
      }
      String member = named.get(layer.name());
      if (member == null && !counted.isEmpty() && !named.containsValue(counted)) {
        member = counted;
      }
      if (member != null) {
        found.put(layer.name(), member);
      }
    }
    return found;
  }

  /** Bare operations are no layers, and Keras 2 does not count a layer that it saved before. */
  private boolean isCounted(Model model, String prefix, Layer layer) {
    return !layer.className().startsWith(OPERATION)
        && (model.generation() == KerasGeneration.KERAS_3
            || shared.origin(prefix + layer.name()).isEmpty());
  }

  /** The members that hold weights and state their layer's name, by that name. */
  private Map<String, String> named(WeightGroup container) {
    Map<String, String> named = new HashMap<>();
    for (String member : container.names()) {
      container
          .group(member)
          .filter(group -> !foreign || holdsWeights(group))
          .flatMap(group -> group.group(PathWeights.VARS))
          .flatMap(vars -> vars.stringAttribute("name"))
          .ifPresent(name -> named.put(name, member));
    }
    return named;
  }

  private static boolean holdsWeights(WeightGroup group) {
    List<Weight> weights = new ArrayList<>();
    PathWeights.collect(group, "", weights);
    return !weights.isEmpty();
  }

  private static boolean has(Model model, String name) {
    return model.layers().stream().anyMatch(layer -> Objects.equals(layer.name(), name));
  }
}
