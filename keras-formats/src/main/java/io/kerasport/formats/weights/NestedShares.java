package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Divides the one list of weights that an HDF5 file holds for a nested model among its layers.
 *
 * <p>The order of the list depends on which layers were trainable when the file was saved, so names
 * decide. Keras 3 names a weight by its whole path, Keras 2 by its innermost layer, with or without
 * scopes in front. A model of another file may have the same layers under numbers that Keras
 * counted on. Two weights of one list never have the same name: HDF5 could not hold them.
 */
final class NestedShares {
  private final String modelName;
  private final List<Leaf> leaves = new ArrayList<>();

  /** A layer that is no model, with its path below the nested model. */
  private record Leaf(String path, String name) {}

  NestedShares(String modelName, Model model) {
    this.modelName = modelName;
    collect(model, "");
  }

  private void collect(Model model, String prefix) {
    for (Layer layer : model.layers()) {
      Model nested = layer.nested();
      if (nested == null) {
        leaves.add(new Leaf(prefix + layer.name(), layer.name()));
      } else {
        collect(nested, prefix + layer.name() + "/");
      }
    }
  }

  /** The weights of each layer, by its path below the nested model. */
  Map<String, List<Weight>> of(List<Weight> weights) {
    return of(weights, this::share);
  }

  /** The same for a model of another file, whose layers may have been counted on. */
  Map<String, List<Weight>> ofForeign(List<Weight> weights) {
    List<String> names =
        weights.stream().map(weight -> Objects.requireNonNull(weight.name())).toList();
    if (names.stream().allMatch(name -> share(name) != null)) {
      return of(weights);
    }
    CountedNames counted = new CountedNames();
    leaves.forEach(leaf -> counted.add(leaf.name(), leaf.path()));
    Map<String, String> paths = counted.pathsFor(names).orElse(Map.of());
    return of(weights, name -> renumbered(name, paths));
  }

  private Map<String, List<Weight>> of(
      List<Weight> weights, Function<String, @Nullable Share> shareOf) {
    Map<String, List<Weight>> shares = new HashMap<>();
    for (Weight weight : weights) {
      Share share = shareOf.apply(Objects.requireNonNull(weight.name()));
      if (share == null) {
        throw new ModelFormatException(
            "The weight `"
                + weight.name()
                + "` belongs to no layer of the model `"
                + modelName
                + "`",
            weight.origin(),
            "",
            null);
      }
      shares
          .computeIfAbsent(share.path(), path -> new ArrayList<>())
          .add(WeightNames.renamed(weight, share.local()));
    }
    return shares;
  }

  private record Share(String path, String local) {}

  private @Nullable Share share(String name) {
    String own = modelName + "/";
    for (Leaf leaf : leaves) {
      for (String prefix : List.of(own + leaf.path() + "/", leaf.path() + "/")) {
        if (name.startsWith(prefix)) {
          return new Share(leaf.path(), name.substring(prefix.length()));
        }
      }
    }
    for (Leaf leaf : leaves) {
      int at = ("/" + name).indexOf("/" + leaf.name() + "/");
      if (at >= 0) {
        return new Share(leaf.path(), name.substring(at + leaf.name().length() + 1));
      }
    }
    return null;
  }

  private static @Nullable Share renumbered(String name, Map<String, String> paths) {
    for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
      String path = paths.get(name.substring(0, end + 1));
      if (path != null) {
        return new Share(path, name.substring(end + 1));
      }
    }
    return null;
  }
}
