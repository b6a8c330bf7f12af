package io.kerasport.core.build;

import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.weights.InitialValues;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives a new model the weights that its layers' initializers make. */
final class FirstWeights {
  private final InitialValues initialValues;

  @Inject
  FirstWeights(InitialValues initialValues) {
    this.initialValues = initialValues;
  }

  /**
   * A model with weights.
   *
   * @param variables those of its graph
   */
  Model addTo(Model model, List<LayerVariable> variables, long seed) {
    Map<String, List<Weight>> byLayer = new HashMap<>();
    for (LayerVariable variable : variables) {
      if (!variable.weightSpec().stored()) {
        continue;
      }
      String path = variable.layer().path();
      byLayer
          .computeIfAbsent(path, key -> new ArrayList<>())
          .add(
              initialValues.of(
                  variable.weightSpec(), variable.layer().layer().config(), path, seed));
    }
    return addTo(model, "", byLayer);
  }

  private static Model addTo(Model model, String prefix, Map<String, List<Weight>> byLayer) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : model.layers()) {
      String path = prefix + layer.name();
      Model nested = layer.nested() == null ? null : addTo(layer.nested(), path + "/", byLayer);
      layers.add(
          new Layer(
              layer.name(),
              layer.className(),
              layer.registeredName(),
              layer.config(),
              Optional.ofNullable(byLayer.get(path)),
              nested));
    }
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        layers,
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        model.compileConfig());
  }
}
