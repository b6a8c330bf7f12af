package io.kerasport.core.trackable;

import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.clone.ModelClone;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.model.Model;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Builds the trackable objects of a model with the edges of both generations of Keras.
 *
 * <p>Keras 2 holds each layer as {@code layer_with_weights-<k>} and {@code layer-<i>}; a Sequential
 * model does not count its input layer. Which layers have weights it sees differently from model to
 * model: a table counts where it was filled by {@code adapt}, and not where a list was given. Keras
 * 3 holds the operations of a functional model, input layers included, in a list {@code
 * _operations}, and a Sequential model holds a functional one as {@code _functional}.
 */
final class TrackableModel {
  private final Map<LayerClone, List<LayerVariable>> variables;
  private final Map<LayerClone, TrackableObject> layers = new IdentityHashMap<>();
  private final Map<LayerVariable, TrackableObject> tracked = new IdentityHashMap<>();

  TrackableModel(Map<LayerClone, List<LayerVariable>> variables) {
    this.variables = variables;
  }

  TrackableObject of(ModelClone clone) {
    TrackableObject model = TrackableObject.container();
    boolean sequential = clone.model().kind() == Model.Kind.SEQUENTIAL;
    TrackableObject operations = TrackableObject.container();
    int index = 0;
    int withWeights = 0;
    for (LayerClone layer : clone.layers()) {
      TrackableObject object = layer(layer);
      operations.track(Integer.toString(operations.children().size()), object);
      if (sequential && layer.layer().isInput()) {
        continue;
      }
      if (hasWeights(layer)) {
        model.track("layer_with_weights-" + withWeights++, object);
      }
      model.trackPlace("layer-" + index++, object);
      if (clone.code() != null) {
        trackAttribute(layer, object, clone, model);
      }
    }
    TrackableObject functional = sequential ? TrackableObject.container() : model;
    functional.track("_operations", operations);
    if (sequential) {
      model.track("_functional", functional);
    }
    return model;
  }

  /** Where calls are code, layers and variables are the attributes of the model. */
  private static void trackAttribute(
      LayerClone layer, TrackableObject object, ModelClone clone, TrackableObject model) {
    if (layer.layer().name().equals(clone.model().name())) {
      object.children().forEach(model::track);
    } else if (!layer.layer().isInput()) {
      model.track(layer.layer().name(), object);
    }
  }

  /** The object of a variable of a layer. */
  TrackableObject object(LayerVariable variable) {
    TrackableObject object = tracked.get(variable);
    if (object == null) {
      throw new IllegalArgumentException(variable.path() + " is not part of the model");
    }
    return object;
  }

  private TrackableObject layer(LayerClone layer) {
    TrackableObject known = layers.get(layer);
    if (known != null) {
      return known;
    }
    TrackableObject object = layer.layer().isModel() ? model(layer) : TrackableObject.container();
    if (layer.layer().appliesModel()) {
      object.track("layer", model(layer));
    }
    for (LayerVariable variable : variables.getOrDefault(layer, List.of())) {
      TrackableObject held = TrackableObject.of(variable.variable());
      tracked.put(variable, held);
      variable.weightSpec().trackedAs().forEach(name -> object.trackPath(name, held));
    }
    layers.put(layer, object);
    return object;
  }

  private TrackableObject model(LayerClone layer) {
    return of(Objects.requireNonNull(layer.nested()));
  }

  private boolean hasWeights(LayerClone layer) {
    return layer.nested() == null
        ? variables.containsKey(layer)
        : layer.nested().layers().stream().anyMatch(this::hasWeights);
  }
}
