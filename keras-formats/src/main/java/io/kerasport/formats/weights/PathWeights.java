package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5Dataset;
import io.kerasport.formats.hdf5.Hdf5Group;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Weights in the layout of {@code .keras} archives: groups along the attribute paths of the Python
 * objects, each with numbered datasets in {@code vars}. Layers are called by their class and a
 * counter; the layer's name stands in an attribute since Keras 3.6.
 */
public final class PathWeights {
  private static final String VARS = "vars";
  private static final String OPERATION = "keras.ops.";
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");

  private final Hdf5Group root;

  /**
   * Weights of a file.
   *
   * @param root the group of the outermost model
   */
  public PathWeights(Hdf5Group root) {
    this.root = root;
  }

  /**
   * Gives every layer its weights.
   *
   * @throws ModelFormatException if the file is damaged
   */
  public Model attach(Model model) {
    return attach(model, root);
  }

  private static Model attach(Model model, @Nullable Hdf5Group group) {
    Optional<Hdf5Group> container = container(group);
    Map<String, Hdf5Group> byLayer = container.map(found -> groups(model, found)).orElse(Map.of());
    return Layers.map(model, layer -> attach(layer, byLayer.get(layer.name())));
  }

  private static Optional<Hdf5Group> container(@Nullable Hdf5Group group) {
    return group == null
        ? Optional.empty()
        : CONTAINERS.stream().flatMap(name -> group.group(name).stream()).findFirst();
  }

  private static Layer attach(Layer layer, @Nullable Hdf5Group group) {
    Model nested = layer.nested();
    if (nested != null) {
      return Layers.withNested(layer, attach(nested, group));
    }
    List<Weight> weights = new ArrayList<>();
    if (group != null) {
      collect(group, "", weights);
    }
    return Layers.withWeights(layer, weights);
  }

  /** The group of each layer: the one that bears its name, else the one its class counts to. */
  private static Map<String, Hdf5Group> groups(Model model, Hdf5Group container) {
    Map<String, Hdf5Group> named = new HashMap<>();
    for (String member : container.names()) {
      container
          .group(member)
          .ifPresent(
              group ->
                  group
                      .group(VARS)
                      .flatMap(vars -> vars.stringAttribute("name"))
                      .ifPresent(name -> named.put(name, group)));
    }
    Map<String, Hdf5Group> found = new HashMap<>();
    Map<String, Integer> used = new HashMap<>();
    for (Layer layer : model.layers()) {
      if (layer.className().startsWith(OPERATION)) {
        continue;
      }
      String base = SnakeCase.of(layer.className());
      int count = used.merge(base, 1, Integer::sum) - 1;
      Hdf5Group byName = named.get(layer.name());
      if (byName != null) {
        found.put(layer.name(), byName);
      } else if (named.isEmpty()) {
        container
            .group(count == 0 ? base : base + "_" + count)
            .ifPresent(group -> found.put(layer.name(), group));
      }
    }
    return found;
  }

  private static void collect(Hdf5Group group, String path, List<Weight> into) {
    group.group(VARS).ifPresent(vars -> collectVars(vars, path, into));
    List<String> members = new ArrayList<>(group.names());
    // Keras visits private attributes last
    members.sort(
        Comparator.comparing((String name) -> name.startsWith("_"))
            .thenComparing(Comparator.naturalOrder()));
    for (String member : members) {
      if (!member.equals(VARS)) {
        group.group(member).ifPresent(found -> collect(found, path + member + "/", into));
      }
    }
  }

  private static void collectVars(Hdf5Group vars, String path, List<Weight> into) {
    Set<String> names = new HashSet<>(vars.names());
    for (int i = 0; i < names.size(); i++) {
      String index = Integer.toString(i);
      Hdf5Dataset dataset =
          vars.dataset(index)
              .orElseThrow(
                  () ->
                      new ModelFormatException(
                          "The weights are "
                              + new java.util.TreeSet<>(names)
                              + ", and should be numbered from 0",
                          vars.place(),
                          "",
                          null));
      into.add(
          new Weight(
              path.isEmpty() ? null : path + index,
              dataset.spec(),
              dataset.data(),
              dataset.place()));
    }
  }
}
