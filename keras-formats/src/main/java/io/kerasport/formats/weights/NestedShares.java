package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Divides the one list of weights that an HDF5 file holds for a nested model among its layers.
 *
 * <p>The order of the list depends on which layers were trainable when the file was saved, so names
 * decide. Keras 3 names a weight by its whole path, Keras 2 by its innermost layer, with or without
 * scopes in front. Two weights of one list never have the same name: HDF5 could not hold them.
 */
final class NestedShares {
  private final String modelName;
  private final Map<String, Layer> byPath = new LinkedHashMap<>();

  NestedShares(String modelName, Model model) {
    this.modelName = modelName;
    collect(model, modelName + "/");
  }

  private void collect(Model model, String prefix) {
    for (Layer layer : model.layers()) {
      Model nested = layer.nested();
      if (nested == null) {
        byPath.put(prefix + layer.name(), layer);
      } else {
        collect(nested, prefix + layer.name() + "/");
      }
    }
  }

  Map<Layer, List<Weight>> of(List<Weight> weights) {
    Map<Layer, List<Weight>> shares = new IdentityHashMap<>();
    for (Weight weight : weights) {
      Share share = share(Objects.requireNonNull(weight.name()));
      if (share == null) {
        throw new ModelFormatException(
            "The weight `"
                + weight.name()
                + "` belongs to no layer of the nested model `"
                + modelName
                + "`",
            weight.origin(),
            "",
            null);
      }
      shares
          .computeIfAbsent(share.layer(), layer -> new ArrayList<>())
          .add(WeightNames.renamed(weight, share.local()));
    }
    return shares;
  }

  private record Share(Layer layer, String local) {}

  private @Nullable Share share(String name) {
    for (Map.Entry<String, Layer> entry : byPath.entrySet()) {
      String path = entry.getKey() + "/";
      String below = path.substring(modelName.length() + 1);
      if (name.startsWith(path)) {
        return new Share(entry.getValue(), name.substring(path.length()));
      }
      if (name.startsWith(below)) {
        return new Share(entry.getValue(), name.substring(below.length()));
      }
    }
    for (Layer layer : byPath.values()) {
      String own = "/" + layer.name() + "/";
      int at = ("/" + name).indexOf(own);
      if (at >= 0) {
        return new Share(layer, name.substring(at + own.length() - 1));
      }
    }
    return null;
  }
}
