package io.kerasport.core.clone;

import io.kerasport.model.Model;
import io.kerasport.spi.SubclassedModel;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A model with its serializers bound.
 *
 * @param model the model
 * @param layers its layers in their order
 * @param code what makes its calls; null for a model whose nodes say them
 */
public record ModelClone(Model model, List<LayerClone> layers, @Nullable SubclassedModel code) {
  public ModelClone {
    layers = List.copyOf(layers);
  }

  /** A model whose nodes say its calls. */
  public ModelClone(Model model, List<LayerClone> layers) {
    this(model, layers, null);
  }

  /** Finds a layer by name. */
  public LayerClone layer(String name) {
    return layers.stream()
        .filter(clone -> clone.layer().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no layer " + name));
  }
}
