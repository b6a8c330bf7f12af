package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Weights in the layout of whole-model HDF5 files: a group for each layer of the outermost model,
 * in it the datasets that its attribute {@code weight_names} lists.
 */
public final class NamedWeights {
  private static final String LAYER_NAMES = "layer_names";

  private final Hdf5Group group;

  /**
   * Weights of a file.
   *
   * @param group the group that has the layers as members, {@code model_weights} of a whole model
   */
  public NamedWeights(Hdf5Group group) {
    this.group = group;
  }

  /** Whether a group holds weights in this layout. */
  public static boolean areIn(Hdf5Group group) {
    return group.stringsAttribute(LAYER_NAMES).isPresent();
  }

  /**
   * Gives every layer its weights.
   *
   * @throws ModelFormatException if the file is damaged, or lists a weight that no layer of a
   *     nested model owns
   */
  public Model attach(Model model) {
    return Layers.map(model, this::attach);
  }

  /**
   * Gives every layer of a model from another file its weights. Where the layers have other names
   * than in the file, their order decides, as it does in Keras.
   *
   * @throws io.kerasport.export.ExportException if the file is damaged, or holds a weight that no
   *     layer takes
   */
  public Model attachAll(Model model) {
    Map<String, List<Weight>> stored = new LinkedHashMap<>();
    for (String layer : group.stringsAttribute(LAYER_NAMES).orElse(List.of())) {
      stored.put(layer, group.group(layer).map(this::weights).orElse(List.of()));
    }
    Map<String, String> names = StoredNames.of(model, stored);
    Model weighted =
        Layers.map(
            model,
            layer ->
                attach(
                    layer,
                    names.getOrDefault(layer.name(), layer.name()),
                    NestedShares::ofForeign));
    List<Weight> all = stored.values().stream().flatMap(List::stream).toList();
    UnusedWeights.refuse(all, weighted, group.place());
    return weighted;
  }

  private Layer attach(Layer layer) {
    return attach(layer, layer.name(), NestedShares::of);
  }

  private Layer attach(
      Layer layer,
      String storedName,
      BiFunction<NestedShares, List<Weight>, Map<String, List<Weight>>> divide) {
    List<Weight> weights = group.group(storedName).map(this::weights).orElse(List.of());
    Model nested = layer.nested();
    if (nested != null) {
      Map<String, List<Weight>> shares =
          divide.apply(new NestedShares(storedName, nested), weights);
      return Layers.withNested(layer, distribute(nested, "", shares));
    }
    List<Weight> own = new ArrayList<>();
    for (Weight weight : weights) {
      own.add(WeightNames.renamed(weight, WeightNames.inLayer(weight, storedName)));
    }
    return Layers.withWeights(layer, own);
  }

  static Model distribute(Model model, String prefix, Map<String, List<Weight>> shares) {
    return Layers.map(
        model,
        layer -> {
          String path = prefix + layer.name();
          Model nested = layer.nested();
          return nested != null
              ? Layers.withNested(layer, distribute(nested, path + "/", shares))
              : Layers.withWeights(layer, shares.getOrDefault(path, List.of()));
        });
  }

  /** A weight that is listed but not stored is left out here and missed by the layer it is for. */
  private List<Weight> weights(Hdf5Group layer) {
    List<Weight> found = new ArrayList<>();
    for (String name : layer.stringsAttribute(WeightNames.LIST).orElse(List.of())) {
      layer
          .dataset(name)
          .ifPresent(
              dataset -> found.add(WeightNames.weight(WeightNames.withoutOutput(name), dataset)));
    }
    return found;
  }
}
