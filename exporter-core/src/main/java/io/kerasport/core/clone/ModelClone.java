package io.kerasport.core.clone;

import io.kerasport.model.Model;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A model with its serializers bound.
 *
 * @param model the model
 * @param layers its layers in their order
 */
public record ModelClone(Model model, List<LayerClone> layers) {
  public ModelClone {
    layers = List.copyOf(layers);
  }

  /** Finds a layer by name. */
  public LayerClone layer(String name) {
    return layers.stream()
        .filter(clone -> clone.layer().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no layer " + name));
  }
}
