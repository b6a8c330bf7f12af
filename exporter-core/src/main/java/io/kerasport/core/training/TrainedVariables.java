package io.kerasport.core.training;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.graph.ForwardGraph;
import io.kerasport.core.graph.LayerVariable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The trainable variables of a graph in the order of Keras: that of the model's layers. */
final class TrainedVariables {
  private TrainedVariables() {}

  static List<LayerVariable> of(ForwardGraph forward) {
    Map<LayerClone, List<LayerVariable>> byLayer = new IdentityHashMap<>();
    for (LayerVariable variable : forward.variables()) {
      if (variable.variable().trainable()) {
        byLayer.computeIfAbsent(variable.layer(), layer -> new ArrayList<>()).add(variable);
      }
    }
    List<LayerVariable> ordered = new ArrayList<>();
    collect(forward.model(), byLayer, ordered);
    return ordered;
  }

  private static void collect(
      ModelClone model, Map<LayerClone, List<LayerVariable>> byLayer, List<LayerVariable> into) {
    for (LayerClone layer : model.layers()) {
      // A layer that stands in two models counts where it stands first.
      List<LayerVariable> own = byLayer.remove(layer);
      if (own != null) {
        into.addAll(own);
      }
      if (layer.nested() != null) {
        collect(layer.nested(), byLayer, into);
      }
    }
  }
}
