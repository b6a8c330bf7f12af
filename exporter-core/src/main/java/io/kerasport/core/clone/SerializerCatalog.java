package io.kerasport.core.clone;

import io.kerasport.core.registry.CustomObjectScope;
import io.kerasport.core.registry.Registry;
import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.spi.Activation;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import io.kerasport.spi.LayerSerializers;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every serializer and activation that extensions have bound, found by the names files use. */
public final class SerializerCatalog implements LayerSerializers {
  private final Registry<LayerSerializer> serializers;
  private final Registry<Activation> activations;

  @Inject
  SerializerCatalog(
      Map<String, Provider<LayerSerializer>> serializers,
      Map<String, Provider<Activation>> activations,
      CustomObjectScope scope) {
    this.serializers =
        new Registry<>("serializer for a layer class", LayerSerializer.class, serializers, scope);
    this.activations = new Registry<>("activation", Activation.class, activations, scope);
  }

  /** The serializer of a layer's registered name or class, or null. */
  @Nullable LayerSerializer serializer(Layer layer) {
    return serializers.find(layer.registeredName(), layer.className()).orElse(null);
  }

  @Override
  public Optional<LayerSerializer> find(Config entry) {
    String registeredName = entry.optionalString("registered_name").orElse(null);
    return serializers.find(registeredName, entry.string("class_name"));
  }

  /** The serializer of the layer inside an activation entry, or empty if the entry is no layer. */
  public Optional<LayerSerializer> activationLayer(@Nullable Object activation) {
    return activation instanceof Config object && object.get("config") instanceof Config
        ? serializers.find(object.string("class_name"))
        : Optional.empty();
  }

  /**
   * Applies an activation function.
   *
   * @param activation null, a name, or a function object
   */
  public Operand activate(Ops tf, @Nullable Object activation, Operand x, LayerDescription layer) {
    if (activation == null) {
      return x;
    }
    return find(functionName(activation))
        .orElseThrow(
            () -> new IllegalStateException("activation " + activation + " of " + layer.name()))
        .apply(tf, x, layer.generation());
  }

  /** Why an activation entry cannot be served, or empty if it can. */
  Optional<String> unknownActivation(@Nullable Object activation, LayerDescription layer) {
    if (activation == null || activationLayer(activation).isPresent()) {
      return Optional.empty();
    }
    String name = functionName(activation);
    return find(name).isPresent() ? Optional.empty() : Optional.of(activations.unknown(name));
  }

  /** Why a layer is refused, or that nobody knows its class, with the nearest names. */
  String describeUnknown(Layer layer) {
    return RefusedLayers.reason(layer.className())
        .map(reason -> "`" + layer.className() + "` is refused: " + reason)
        .orElseGet(() -> serializers.unknown(layer.className()));
  }

  /** Finds a function by the name it was registered under, or by that without its package. */
  private Optional<Activation> find(String name) {
    return activations.find(name, name.substring(name.lastIndexOf('>') + 1));
  }

  /** The function's name in an activation entry: a string, or the text inside a function object. */
  private static String functionName(Object activation) {
    if (activation instanceof String name) {
      return name;
    }
    if (activation instanceof Config object) {
      if (object.get("config") instanceof String name) {
        return name;
      }
      if (object.has("class_name")) {
        return object.string("class_name");
      }
    }
    return activation.toString();
  }
}
