package io.kerasport.core.summary;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.model.KerasTensor;
import io.kerasport.model.Model;
import io.kerasport.model.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a model whose shapes can be told: those of layers with a serializer, on tensors that
 * such calls made.
 */
final class KnownPart {
  private KnownPart() {}

  /** The clone with those calls only; its layers are all there. */
  static ModelClone of(ModelClone clone) {
    Model model = clone.model();
    Set<KerasTensor> known = new HashSet<>(model.inputs());
    Set<String> knownCalls = new HashSet<>();
    List<Node> nodes = new ArrayList<>();
    Map<String, LayerClone> layers = new HashMap<>();
    clone.layers().forEach(layer -> layers.put(layer.layer().name(), layer));
    for (Node node : model.nodes()) {
      boolean callable =
          isKnown(layers.get(node.layer()))
              && node.dependencies().stream()
                  .allMatch(
                      tensor ->
                          known.contains(tensor)
                              || knownCalls.contains(call(tensor.layer(), tensor.node())));
      if (callable) {
        nodes.add(node);
        knownCalls.add(call(node.layer(), node.index()));
      }
    }
    return new ModelClone(
        new Model(
            model.name(),
            model.kind(),
            model.generation(),
            model.layers(),
            nodes,
            model.inputs(),
            List.of(),
            model.source(),
            model.compileConfig()),
        clone.layers());
  }

  private static boolean isKnown(@Nullable LayerClone layer) {
    if (layer == null) {
      return false;
    }
    ModelClone nested = layer.nested();
    boolean known = layer.layer().isModel() || layer.serializer() != null;
    return nested == null
        ? known
        : known
            && nested.layers().stream()
                .allMatch(inner -> inner.layer().isInput() || isKnown(inner));
  }

  private static String call(String layer, int index) {
    return index + " " + layer;
  }
}
