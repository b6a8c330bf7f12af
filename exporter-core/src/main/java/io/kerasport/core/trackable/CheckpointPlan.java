package io.kerasport.core.trackable;

import io.kerasport.core.checkpoint.CheckpointEntry;
import io.kerasport.core.clone.LayerClone;
import io.kerasport.core.graph.GraphVariable;
import io.kerasport.core.graph.LayerVariable;
import io.kerasport.core.training.ModeGraph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;

/**
 * What the checkpoint of an export holds.
 *
 * @param variables the variables of the graph, in key order
 * @param objects the object graph; node 0 is the model
 * @param entries every entry in the order of their keys' bytes, the object graph among them
 */
public record CheckpointPlan(
    List<PlannedVariable> variables, TrackableObjectGraph objects, List<CheckpointEntry> entries) {
  /** The key of the object graph. */
  public static final String OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

  /** The attribute of an object that is a variable. */
  public static final String VARIABLE_VALUE = "VARIABLE_VALUE";

  private static final Comparator<String> BYTE_ORDER =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  public CheckpointPlan {
    variables = List.copyOf(variables);
    entries = List.copyOf(entries);
  }

  /** Plans the checkpoint of a graph. */
  public static CheckpointPlan of(ModeGraph graph) {
    Map<LayerClone, List<LayerVariable>> byLayer = new IdentityHashMap<>();
    for (LayerVariable variable : graph.forward().variables()) {
      byLayer.computeIfAbsent(variable.layer(), layer -> new ArrayList<>()).add(variable);
    }
    TrackableModel model = new TrackableModel(byLayer);
    TrackableObject root = model.of(graph.forward().model());
    graph
        .step()
        .ifPresent(step -> root.track("optimizer", new TrackableOptimizer(model).of(step.state())));
    ObjectGraph objects = ObjectGraph.of(root);
    List<PlannedVariable> variables = new ArrayList<>(objects.variables());
    variables.sort(Comparator.comparing(PlannedVariable::key, BYTE_ORDER));
    List<CheckpointEntry> entries = new ArrayList<>();
    variables.forEach(planned -> entries.add(entry(planned)));
    entries.add(
        new CheckpointEntry.Text(
            OBJECT_GRAPH_KEY, objects.proto().toByteString().asReadOnlyByteBuffer()));
    entries.sort(Comparator.comparing(CheckpointEntry::key, BYTE_ORDER));
    return new CheckpointPlan(variables, objects.proto(), entries);
  }

  /** The object graph among the entries. */
  public CheckpointEntry.Text objectGraph() {
    return entries.stream()
        .filter(CheckpointEntry.Text.class::isInstance)
        .map(CheckpointEntry.Text.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static CheckpointEntry entry(PlannedVariable planned) {
    GraphVariable variable = planned.variable();
    return new CheckpointEntry.Tensor(
        planned.key(), variable.spec(), variable.weight().data(), variable.weight().origin());
  }
}
