package io.kerasport.core.trackable;

import io.kerasport.core.graph.GraphVariable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

/**
 * The object graph of a checkpoint in its serialized form. Slot variables stand behind everything
 * else.
 *
 * @param proto the graph; node 0 is the model
 * @param variables every variable with its key, in node order
 */
record ObjectGraph(TrackableObjectGraph proto, List<PlannedVariable> variables) {

  static ObjectGraph of(TrackableObject root) {
    return new Builder(root).build();
  }

  private static final class Builder {
    private final Map<TrackableObject, String> paths;
    private final Map<TrackableObject, Integer> ids = new IdentityHashMap<>();
    private final TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    private final List<PlannedVariable> variables = new ArrayList<>();

    Builder(TrackableObject root) {
      paths = root.reachable();
      paths.keySet().forEach(object -> ids.put(object, ids.size()));
    }

    ObjectGraph build() {
      paths.forEach(this::addObject);
      paths.forEach(this::addSlots);
      return new ObjectGraph(graph.build(), variables);
    }

    private void addObject(TrackableObject object, String path) {
      TrackableObjectGraph.TrackableObject.Builder node = graph.addNodesBuilder();
      object
          .edges()
          .forEach(
              (name, child) ->
                  node.addChildren(
                      ObjectReference.newBuilder().setLocalName(name).setNodeId(id(child))));
      GraphVariable variable = object.variable();
      if (variable != null) {
        addVariable(node, variable, path);
      }
    }

    private void addSlots(TrackableObject optimizer, String path) {
      for (TrackableObject.SlotReference slot : optimizer.slots()) {
        graph
            .getNodesBuilder(id(optimizer))
            .addSlotVariables(
                SlotVariableReference.newBuilder()
                    .setOriginalVariableNodeId(id(slot.of()))
                    .setSlotName(slot.name())
                    .setSlotVariableNodeId(graph.getNodesCount()));
        String slotPath = paths.get(slot.of()) + "/.OPTIMIZER_SLOT/" + path + "/" + slot.name();
        addVariable(graph.addNodesBuilder(), slot.slot(), slotPath);
      }
    }

    private void addVariable(
        TrackableObjectGraph.TrackableObject.Builder node, GraphVariable variable, String path) {
      String key = path + "/.ATTRIBUTES/" + CheckpointPlan.VARIABLE_VALUE;
      node.addAttributes(
          SerializedTensor.newBuilder()
              .setName(CheckpointPlan.VARIABLE_VALUE)
              .setFullName(variable.name())
              .setCheckpointKey(key));
      variables.add(new PlannedVariable(variable, key));
    }

    private int id(TrackableObject object) {
      return ids.getOrDefault(object, 0);
    }
  }
}
