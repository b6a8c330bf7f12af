package io.kerasport.core.clone;

import io.kerasport.graph.Operand;
import io.kerasport.graph.Ops;
import io.kerasport.model.Config;
import io.kerasport.model.Layer;
import io.kerasport.spi.Activation;
import io.kerasport.spi.LayerDescription;
import io.kerasport.spi.LayerSerializer;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every serializer and activation that extensions have bound, found by the names files use. */
public final class SerializerCatalog {
  private static final int NEAR_ENOUGH = 4;

  private final Map<String, Provider<LayerSerializer>> serializers;
  private final Map<String, Provider<Activation>> activations;

  @Inject
  SerializerCatalog(
      Map<String, Provider<LayerSerializer>> serializers,
      Map<String, Provider<Activation>> activations) {
    this.serializers = serializers;
    this.activations = activations;
  }

  /** The serializer of a layer's registered name or class, or null. */
  @Nullable LayerSerializer serializer(Layer layer) {
    String registered = layer.registeredName();
    Provider<LayerSerializer> found =
        registered != null && serializers.containsKey(registered)
            ? serializers.get(registered)
            : serializers.get(layer.className());
    return found == null ? null : found.get();
  }

  /** The serializer of the layer inside an activation entry, or empty if the entry is no layer. */
  public Optional<LayerSerializer> activationLayer(@Nullable Object activation) {
    return activation instanceof Config object && object.get("config") instanceof Config
        ? Optional.ofNullable(serializers.get(object.string("class_name"))).map(Provider::get)
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
    Provider<Activation> found = activations.get(functionName(activation));
    if (found == null) {
      throw new IllegalStateException("activation " + activation + " of layer " + layer.name());
    }
    return found.get().apply(tf, x, layer.generation());
  }

  /** Why an activation entry cannot be served, or empty if it can. */
  Optional<String> unknownActivation(@Nullable Object activation, LayerDescription layer) {
    if (activation == null || activationLayer(activation).isPresent()) {
      return Optional.empty();
    }
    String name = functionName(activation);
    return activations.containsKey(name)
        ? Optional.empty()
        : Optional.of(
            "no activation is called `" + name + "`" + suggestion(name, activations.keySet()));
  }

  /** Says that nobody knows a layer's class, with the nearest names. */
  String describeUnknown(Layer layer) {
    if (layer.className().equals("Lambda")) {
      return "a Lambda layer holds Python code, which is never run; rebuild it from Keras layers, or"
          + " write it as a layer of its own and register a serializer for that";
    }
    return "no serializer for layer class `"
        + layer.className()
        + "`"
        + suggestion(layer.className(), serializers.keySet());
  }

  /** The function's name in an activation entry: a string, or the text inside a function object. */
  private static String functionName(Object activation) {
    if (activation instanceof String name) {
      int qualifier = name.lastIndexOf('>');
      return qualifier < 0 ? name : name.substring(qualifier + 1);
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

  private static String suggestion(String name, Collection<String> known) {
    List<String> near =
        known.stream()
            .filter(candidate -> distance(candidate, name) < NEAR_ENOUGH)
            .sorted(
                Comparator.<String>comparingInt(candidate -> distance(candidate, name))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(3)
            .toList();
    return near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?";
  }

  /** Edits between two names, letter case aside (Levenshtein). */
  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int substitute = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
