package io.kerasport.core.inspect;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SlotVariableReference;

/** The objects of a checkpoint. */
final class TrackableObjects implements ObjectView {
  private final TrackableObjectGraph graph;

  TrackableObjects(TrackableObjectGraph graph) {
    this.graph = graph;
  }

  @Override
  public int size() {
    return graph.getNodesCount();
  }

  @Override
  public SortedMap<String, Integer> children(int object) {
    return edges(graph.getNodes(object).getChildrenList(), size());
  }

  /** Edges by name; those that lead nowhere are left out. */
  static SortedMap<String, Integer> edges(List<ObjectReference> references, int size) {
    SortedMap<String, Integer> edges = new TreeMap<>();
    for (ObjectReference reference : references) {
      if (reference.getNodeId() >= 0 && reference.getNodeId() < size) {
        edges.put(reference.getLocalName(), reference.getNodeId());
      }
    }
    return edges;
  }

  @Override
  public SortedMap<String, Integer> uses(int object) {
    return new TreeMap<>();
  }

  @Override
  public SortedMap<String, Object> properties(int object) {
    TrackableObject node = graph.getNodes(object);
    SortedMap<String, Object> properties = new TreeMap<>();
    for (TrackableObject.SerializedTensor attribute : node.getAttributesList()) {
      properties.put(attribute.getName() + ", key", attribute.getCheckpointKey());
      properties.put(attribute.getName() + ", full name", attribute.getFullName());
    }
    if (node.hasRegisteredSaver()) {
      properties.put("registered saver", node.getRegisteredSaver().getName());
    }
    if (node.hasHasCheckpointValues() && !node.getHasCheckpointValues().getValue()) {
      properties.put("checkpoint values", "none below");
    }
    return properties;
  }

  @Override
  public List<String> functions(int object) {
    return List.of();
  }

  @Override
  public List<Slot> slots(int object) {
    return slots(graph.getNodes(object).getSlotVariablesList(), size());
  }

  static List<Slot> slots(List<SlotVariableReference> references, int size) {
    return references.stream()
        .filter(slot -> slot.getSlotVariableNodeId() >= 0 && slot.getSlotVariableNodeId() < size)
        .map(
            slot ->
                new Slot(
                    slot.getOriginalVariableNodeId(),
                    slot.getSlotName(),
                    slot.getSlotVariableNodeId()))
        .toList();
  }
}
