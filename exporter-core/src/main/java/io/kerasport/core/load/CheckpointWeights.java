package io.kerasport.core.load;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.core.trackable.CheckpointPlan;
import io.kerasport.core.training.OptimizerState;
import io.kerasport.export.CheckpointFormatException;
import io.kerasport.model.Config;
import io.kerasport.model.KerasGeneration;
import io.kerasport.model.Layer;
import io.kerasport.model.Model;
import io.kerasport.model.TensorSpec;
import io.kerasport.model.Weight;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

/**
 * The weights in a checkpoint, found by walking its object graph in step with the model: the edge
 * {@code layer-<i>} leads to the i-th layer. The text of the keys does not matter.
 */
final class CheckpointWeights {
  /** The one variable that an optimizer of Keras 2 keeps for all variables together. */
  private static final String MOMENTUM_CACHE = "momentum_cache";

  /** The one that its Nadam from 2.11 on keeps, and does not save in its files. */
  private static final String PRODUCT = "u_product";

  private static final String WAY_OUT = "Copy the whole directory, or export the model again.";

  /** Edges of Keras 2 to objects that are reached by the layer's own attributes, too. */
  private static final Set<String> BOOKKEEPING =
      Set.of(
          "variables",
          "trainable_variables",
          "non_trainable_variables",
          "regularization_losses",
          "keras_api");

  private final @Nullable Checkpoint checkpoint;
  private final SortedMap<String, TensorSpec> entries;
  private final TrackableObjectGraph objects;
  private final String place;

  private CheckpointWeights(
      @Nullable Checkpoint checkpoint,
      SortedMap<String, TensorSpec> entries,
      TrackableObjectGraph objects,
      String place) {
    this.checkpoint = checkpoint;
    this.entries = entries;
    this.objects = objects;
    this.place = place;
  }

  /** The weights of a model that has none. */
  static CheckpointWeights none() {
    return new CheckpointWeights(
        null, Collections.emptySortedMap(), TrackableObjectGraph.getDefaultInstance(), "");
  }

  static CheckpointWeights of(Checkpoint checkpoint, Path prefix) {
    try {
      TrackableObjectGraph objects =
          TrackableObjectGraph.parseFrom(checkpoint.text(CheckpointPlan.OBJECT_GRAPH_KEY));
      return new CheckpointWeights(checkpoint, checkpoint.entries(), objects, prefix + ".index");
    } catch (InvalidProtocolBufferException e) {
      throw new CheckpointFormatException(
          "The object graph cannot be read",
          prefix + ".index, entry " + CheckpointPlan.OBJECT_GRAPH_KEY,
          WAY_OUT,
          e);
    }
  }

  /** A model with these weights in its layers. */
  Model addTo(Model model) {
    return addTo(model, root());
  }

  private @Nullable Integer root() {
    return objects.getNodesCount() == 0 ? null : 0;
  }

  /**
   * Checks that the checkpoint is one of a Keras 2 model.
   *
   * @throws CheckpointFormatException if it is not
   */
  void requireLayers() {
    if (!children(root()).containsKey("layer-0")) {
      throw new CheckpointFormatException(
          "The checkpoint is not one of a Keras 2 model: its root has no edge `layer-0`",
          place,
          "Save the weights with model.save_weights.",
          null);
    }
  }

  /** A model with the state of the optimizer that the checkpoint holds, if it holds one. */
  Model addOptimizerTo(Model model) {
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        model.layers(),
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        model.compileConfig(),
        optimizerWeights(model.generation()),
        true);
  }

  /** The optimizer's variables in the order in which model files store them. */
  private Optional<List<Weight>> optimizerWeights(KerasGeneration generation) {
    Integer optimizer = objects.getNodesCount() == 0 ? null : children(0).get("optimizer");
    if (optimizer == null) {
      return Optional.empty();
    }
    List<Weight> found = stateOf(optimizer, generation);
    return found.isEmpty() ? Optional.empty() : Optional.of(found);
  }

  private List<Weight> stateOf(int optimizer, KerasGeneration generation) {
    Map<String, Integer> children = children(optimizer);
    List<Weight> found = new ArrayList<>();
    Integer wrapped = children.get("optimizer");
    if (children.containsKey("_variables")) {
      found.addAll(listed(children, generation));
      Integer inner = children.get("inner_optimizer");
      if (inner != null) {
        found.addAll(stateOf(inner, generation));
      }
    } else if (wrapped == null) {
      found.addAll(weights(children.get("iter")));
      found.addAll(named(MOMENTUM_CACHE, children.get(MOMENTUM_CACHE)));
      found.addAll(slots(optimizer));
    } else {
      found.addAll(weights(children.get("global_step")));
      children(wrapped).forEach((name, variable) -> found.addAll(named(name, variable)));
      found.addAll(slots(wrapped));
    }
    found.addAll(named(PRODUCT, children.get("_" + PRODUCT)));
    found.addAll(settings(optimizer));
    if (generation == KerasGeneration.KERAS_2) {
      children(children.get("loss_scale"))
          .forEach((name, variable) -> found.addAll(named(name, variable)));
    }
    return found;
  }

  /** A variable that model files of Keras 2 do not hold goes behind the others, by its name. */
  private List<Weight> named(String name, @Nullable Integer variable) {
    return weights(variable).stream()
        .map(weight -> new Weight(name, weight.spec(), weight.data(), weight.origin()))
        .toList();
  }

  /**
   * Settings that are variables. Keras 2 up to 2.10 holds them all, by their names; from 2.11 on it
   * holds the learning rate.
   */
  private List<Weight> settings(int optimizer) {
    Map<String, Integer> children = children(optimizer);
    List<Weight> found = new ArrayList<>();
    if (children.containsKey("iter")) {
      children.forEach(
          (name, variable) -> {
            if (isVariable(variable) && !name.equals("iter") && !name.equals(MOMENTUM_CACHE)) {
              found.addAll(named(OptimizerState.setting(name), variable));
            }
          });
    }
    found.addAll(
        named(
            OptimizerState.setting(OptimizerState.LEARNING_RATE), children.get("_learning_rate")));
    return found;
  }

  private boolean isVariable(int node) {
    return objects.getNodes(node).getAttributesList().stream()
        .anyMatch(attribute -> attribute.getName().equals(CheckpointPlan.VARIABLE_VALUE));
  }

  /** Keras 3 lists all variables; Keras 2 does so as well, but its files leave the rate out. */
  private List<Weight> listed(Map<String, Integer> optimizer, KerasGeneration generation) {
    Integer rate = optimizer.get("_learning_rate");
    List<Weight> found = new ArrayList<>();
    children(optimizer.get("_variables")).entrySet().stream()
        .filter(entry -> generation == KerasGeneration.KERAS_3 || !entry.getValue().equals(rate))
        .sorted(Comparator.comparingInt(entry -> position(entry.getKey())))
        .forEach(entry -> found.addAll(weights(entry.getValue())));
    return found;
  }

  /** Slots stand beside the variables, and are found by their names and those variables. */
  private List<Weight> slots(int optimizer) {
    List<Weight> found = new ArrayList<>();
    for (SlotVariableReference slot : objects.getNodes(optimizer).getSlotVariablesList()) {
      for (Weight of : weights(checked(slot.getOriginalVariableNodeId()))) {
        found.addAll(
            named(
                OptimizerState.slot(slot.getSlotName(), of),
                checked(slot.getSlotVariableNodeId())));
      }
    }
    return found;
  }

  private int position(String edge) {
    try {
      return Integer.parseInt(edge);
    } catch (NumberFormatException e) {
      throw damaged("The list of the optimizer's variables has an element `" + edge + "`");
    }
  }

  private Model addTo(Model model, @Nullable Integer node) {
    Map<String, Integer> children = children(node);
    boolean sequential = model.kind() == Model.Kind.SEQUENTIAL;
    List<Layer> layers = new ArrayList<>();
    int index = 0;
    for (Layer layer : model.layers()) {
      Integer tracked = sequential && layer.isInput() ? null : children.get("layer-" + index++);
      Model nested = layer.nested();
      layers.add(
          new Layer(
              layer.name(),
              layer.className(),
              layer.registeredName(),
              layer.config(),
              Optional.of(nested == null ? learned(layer, tracked) : List.of()),
              nested == null ? null : addTo(nested, modelOf(layer, tracked))));
    }
    return new Model(
        model.name(),
        model.kind(),
        model.generation(),
        layers,
        model.nodes(),
        model.inputs(),
        model.outputs(),
        model.source(),
        model.compileConfig());
  }

  private @Nullable Integer modelOf(Layer layer, @Nullable Integer tracked) {
    return layer.isModel() ? tracked : children(tracked).get("layer");
  }

  /** The variables of a layer, but for copies of numbers that its configuration lists. */
  private List<Weight> learned(Layer layer, @Nullable Integer node) {
    return weights(node).stream()
        .filter(weight -> !isListed(layer.config(), ownName(String.valueOf(weight.name()))))
        .toList();
  }

  private static boolean isListed(Config config, String name) {
    return config.get(name) instanceof List;
  }

  private static String ownName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The variables below a layer's object, each under the first path that leads to it. */
  private List<Weight> weights(@Nullable Integer layer) {
    List<Weight> found = new ArrayList<>();
    if (layer == null) {
      return found;
    }
    Map<Integer, String> paths = new LinkedHashMap<>();
    Deque<Integer> queue = new ArrayDeque<>();
    paths.put(layer, "");
    queue.add(layer);
    while (!queue.isEmpty()) {
      int node = queue.remove();
      String path = paths.getOrDefault(node, "");
      for (SerializedTensor attribute : objects.getNodes(node).getAttributesList()) {
        // TensorFlow up to 1.13 stores the configurations of objects besides.
        if (attribute.getName().equals(CheckpointPlan.VARIABLE_VALUE)) {
          found.add(weight(path, attribute.getCheckpointKey()));
        }
      }
      children(node)
          .forEach(
              (name, child) -> {
                if (!BOOKKEEPING.contains(name)
                    && !isStates(name, child)
                    && paths.putIfAbsent(child, path.isEmpty() ? name : path + "/" + name)
                        == null) {
                  queue.add(child);
                }
              });
    }
    return found;
  }

  /** Whether an edge leads to the list of what a layer carries over, which no file holds. */
  private boolean isStates(String edge, int node) {
    return edge.equals("states") && objects.getNodes(node).getAttributesCount() == 0;
  }

  private Weight weight(String name, String key) {
    TensorSpec spec = entries.get(key);
    if (spec == null || checkpoint == null) {
      throw damaged("The checkpoint lacks the entry " + key + " that its object graph names");
    }
    return new Weight(name, spec, checkpoint.data(key), place + ", entry " + key);
  }

  /** The children of a node of the object graph, by the names of their edges. */
  private Map<String, Integer> children(@Nullable Integer node) {
    Map<String, Integer> children = new LinkedHashMap<>();
    if (node == null) {
      return children;
    }
    for (ObjectReference reference : objects.getNodes(node).getChildrenList()) {
      children.put(reference.getLocalName(), checked(reference.getNodeId()));
    }
    return children;
  }

  private int checked(int node) {
    if (node < 0 || node >= objects.getNodesCount()) {
      throw damaged("The object graph names node " + node + ", which it does not have");
    }
    return node;
  }

  private CheckpointFormatException damaged(String what) {
    return new CheckpointFormatException(what, place, WAY_OUT, null);
  }
}
