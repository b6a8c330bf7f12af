package io.kerasport.formats.weights;

import io.kerasport.export.ModelFormatException;
import io.kerasport.formats.hdf5.Hdf5Dataset;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Weights in the layout of {@code .keras} archives: groups along the attribute paths of the Python
 * objects, each with numbered datasets in {@code vars}. Layers are called by their class and a
 * counter; the layer's name stands in an attribute since Keras 3.6.
 */
public final class PathWeights {
  /** What lookup layers store, by its name rather than by a number. */
  public static final String IDF_WEIGHTS = "idf_weights";

  static final String VARS = "vars";
  private static final List<String> CONTAINERS =
      List.of("layers", "_layer_checkpoint_dependencies");

  private final WeightGroup root;

  /**
   * Weights of a file.
   *
   * @param root the group of the outermost model
   */
  public PathWeights(WeightGroup root) {
    this.root = root;
  }

  /** Whether a group holds weights in this layout. */
  public static boolean areIn(WeightGroup group) {
    return container(group).isPresent();
  }

  /**
   * Gives every layer its weights.
   *
   * @throws ModelFormatException if the file is damaged
   */
  public Model attach(Model model) {
    return attach(model, false);
  }

  private Model attach(Model model, boolean foreign) {
    SharedLayers shared = SharedLayers.of(model);
    Map<String, List<Weight>> stored = new HashMap<>();
    collect(model, "", root, new LayerGroups(shared, foreign), stored);
    return distribute(model, "", shared, stored);
  }

  /**
   * Gives every layer of a model from another file its weights. Where the layers have other names
   * than in the file, their classes and order decide, as they do in Keras.
   *
   * @throws io.kerasport.export.ExportException if the file is damaged, or holds a weight that no
   *     layer takes
   */
  public Model attachAll(Model model) {
    Model weighted = attach(model, true);
    UnusedWeights.refuse(all(), weighted, root.place());
    return weighted;
  }

  private List<Weight> all() {
    List<Weight> found = new ArrayList<>();
    container(root).ifPresent(layers -> collect(layers, "", found));
    return found;
  }

  private static void collect(
      Model model,
      String prefix,
      @Nullable WeightGroup group,
      LayerGroups layerGroups,
      Map<String, List<Weight>> into) {
    Map<String, WeightGroup> groups =
        container(group).map(found -> layerGroups.of(model, prefix, found)).orElse(Map.of());
    for (Layer layer : model.layers()) {
      String path = prefix + layer.name();
      WeightGroup own = groups.get(layer.name());
      Model nested = layer.nested();
      if (nested != null) {
        collect(nested, path + "/", groupOfModel(layer, own), layerGroups, into);
      } else if (own != null) {
        List<Weight> weights = new ArrayList<>();
        collect(own, "", weights);
        into.put(path, weights);
      }
    }
  }

  /** A layer that applies a model holds it as its attribute {@code layer}. */
  private static @Nullable WeightGroup groupOfModel(Layer layer, @Nullable WeightGroup own) {
    return own == null || layer.isModel() ? own : own.group("layer").orElse(null);
  }

  private static Model distribute(
      Model model, String prefix, SharedLayers shared, Map<String, List<Weight>> stored) {
    return Layers.map(
        model,
        layer -> {
          String path = prefix + layer.name();
          Model nested = layer.nested();
          return nested != null
              ? Layers.withNested(layer, distribute(nested, path + "/", shared, stored))
              : Layers.withWeights(layer, weights(path, shared, stored));
        });
  }

  private static List<Weight> weights(
      String path, SharedLayers shared, Map<String, List<Weight>> stored) {
    List<Weight> own = stored.getOrDefault(path, List.of());
    return own.isEmpty()
        ? shared.origin(path).map(origin -> borrowed(origin, stored)).orElse(own)
        : own;
  }

  private static List<Weight> borrowed(
      SharedLayers.Origin origin, Map<String, List<Weight>> stored) {
    List<Weight> weights = new ArrayList<>();
    for (Weight weight : stored.getOrDefault(origin.path(), List.of())) {
      String name = weight.name();
      if (origin.attribute().isEmpty() && origin.ownAttribute().isEmpty()) {
        weights.add(weight);
      } else if (name != null && name.startsWith(origin.attribute())) {
        weights.add(
            WeightNames.renamed(
                weight, origin.ownAttribute() + name.substring(origin.attribute().length())));
      }
    }
    return weights;
  }

  /**
   * Where a file keeps what belongs to each layer: a path like {@code layers/dense_1}, by the
   * layer's path in the model.
   */
  public Map<String, String> places(Model model) {
    Map<String, String> places = new HashMap<>();
    addPlaces(model, "", root, "", new LayerGroups(SharedLayers.of(model), false), places);
    return places;
  }

  private static void addPlaces(
      Model model,
      String prefix,
      @Nullable WeightGroup group,
      String place,
      LayerGroups layerGroups,
      Map<String, String> into) {
    Optional<WeightGroup> container = container(group);
    if (container.isEmpty()) {
      return;
    }
    String layers = place + "layers/";
    Map<String, String> members = layerGroups.members(model, prefix, container.get());
    for (Layer layer : model.layers()) {
      String member = members.get(layer.name());
      if (member != null) {
        String path = prefix + layer.name();
        into.put(path, layers + member);
        Model nested = layer.nested();
        if (nested != null) {
          addPlaces(
              nested,
              path + "/",
              groupOfModel(layer, container.get().group(member).orElse(null)),
              layers + member + (layer.isModel() ? "/" : "/layer/"),
              layerGroups,
              into);
        }
      }
    }
  }

  private static Optional<WeightGroup> container(@Nullable WeightGroup group) {
    return group == null
        ? Optional.empty()
        : CONTAINERS.stream().flatMap(name -> group.group(name).stream()).findFirst();
  }

  /** All weights below a group, in the order in which Keras visits attributes. */
  static void collect(WeightGroup group, String path, List<Weight> into) {
    collect(group, path, into, new HashSet<>());
  }

  private static void collect(
      WeightGroup group, String path, List<Weight> into, Set<String> visited) {
    if (!group.identities().stream().allMatch(visited::add)) {
      throw new ModelFormatException(
          "The group is reached on two ways, which would go on without an end",
          group.place(),
          "Save the model again with Keras.",
          null);
    }
    group.group(VARS).ifPresent(vars -> collectVars(vars, path, into));
    List<String> members = new ArrayList<>(group.names());
    // Keras visits private attributes last
    members.sort(
        Comparator.comparing((String name) -> name.startsWith("_"))
            .thenComparing(Comparator.naturalOrder()));
    for (String member : members) {
      if (!member.equals(VARS)) {
        group.group(member).ifPresent(found -> collect(found, path + member + "/", into, visited));
      }
    }
  }

  static void collectVars(WeightGroup vars, String path, List<Weight> into) {
    Set<String> names = new HashSet<>(vars.names());
    if (names.remove(IDF_WEIGHTS)) {
      vars.dataset(IDF_WEIGHTS)
          .ifPresent(found -> into.add(WeightNames.weight(path + IDF_WEIGHTS, found)));
    }
    for (int i = 0; i < names.size(); i++) {
      String index = Integer.toString(i);
      Hdf5Dataset dataset =
          vars.dataset(index)
              .orElseThrow(
                  () ->
                      new ModelFormatException(
                          "The weights are "
                              + new TreeSet<>(names)
                              + ", and should be numbered from 0",
                          vars.place(),
                          "",
                          null));
      into.add(WeightNames.weight(path.isEmpty() ? null : path + index, dataset));
    }
  }
}
