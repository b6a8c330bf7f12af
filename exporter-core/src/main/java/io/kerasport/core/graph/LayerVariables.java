package io.kerasport.core.graph;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.weights.WeightBinder;
import io.kerasport.export.Problem;
import io.kerasport.graph.GraphBuilder;
import io.kerasport.model.Weight;
import io.kerasport.spi.WeightSpec;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of one graph. A layer's are made at its first call and serve all its calls. */
final class LayerVariables {
  private final WeightBinder binder;
  private final Map<LayerClone, Map<String, LayerVariable>> variables = new IdentityHashMap<>();
  private final List<LayerVariable> all = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  LayerVariables(WeightBinder binder) {
    this.binder = binder;
  }

  /** Whether a layer has been called before. */
  boolean contains(LayerClone layer) {
    return variables.containsKey(layer);
  }

  /** The variables of a layer that has been called, by the names of their specs. */
  Map<String, LayerVariable> of(LayerClone layer) {
    return variables.getOrDefault(layer, Map.of());
  }

  /** Every variable in the order in which it was made. */
  List<LayerVariable> all() {
    return all;
  }

  /** What did not fit between stored weights and layers. */
  List<Problem> problems() {
    return problems;
  }

  /** Makes the variables of a layer in the layer's own scope. */
  void create(LayerClone layer, List<WeightSpec> specs, GraphBuilder scope) {
    Map<String, Weight> weights = binder.bind(layer.layer(), layer.path(), specs, problems);
    Map<String, LayerVariable> made = new LinkedHashMap<>();
    for (WeightSpec spec : specs) {
      Weight weight = weights.getOrDefault(spec.name(), unbound(spec));
      boolean trainable = layer.trainable() && spec.trainable();
      LayerVariable variable =
          new LayerVariable(
              layer, spec, GraphVariable.create(scope, spec.name(), trainable, weight));
      made.put(spec.name(), variable);
      all.add(variable);
    }
    variables.put(layer, made);
  }

  /** Stands in for a weight that is already reported, so that later layers are checked too. */
  private static Weight unbound(WeightSpec spec) {
    return new Weight(
        spec.name(),
        spec.spec(),
        channel -> {
          throw new IllegalStateException("weight " + spec.name() + " has no value");
        },
        "nowhere");
  }
}
