package io.kerasport.formats.weights;

import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the layers of a model are called in the file that has their weights. */
final class StoredNames {
  private StoredNames() {}

  /**
   * The names in the file by those in the model: the same, if the model has every layer of which
   * the file has weights; else by order. A file lists all layers of its model, those without
   * weights too, but for the input layer of a Sequential model.
   *
   * @param stored the layers of the file in order, with their weights
   * @return empty if names decide, or the file has another number of layers
   */
  static Map<String, String> of(Model model, Map<String, List<Weight>> stored) {
    Set<String> names = model.layers().stream().map(Layer::name).collect(Collectors.toSet());
    boolean known =
        stored.entrySet().stream()
            .allMatch(entry -> entry.getValue().isEmpty() || names.contains(entry.getKey()));
    if (known) {
      return Map.of();
    }
    List<Layer> layers = model.layers();
    if (layers.size() != stored.size()) {
      layers = layers.stream().filter(layer -> !layer.isInput()).toList();
    }
    if (layers.size() != stored.size()) {
      return Map.of();
    }
    Map<String, String> found = new HashMap<>();
    List<String> inFile = List.copyOf(stored.keySet());
    for (int i = 0; i < layers.size(); i++) {
      found.put(layers.get(i).name(), inFile.get(i));
    }
    return found;
  }
}
