package io.kerasport.integration.original;

import com.google.protobuf.InvalidProtocolBufferException;
import io.kerasport.core.checkpoint.CheckpointReader.Checkpoint;
import io.kerasport.purejava.bundle.BundleReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;

/** What a checkpoint holds, a line for each key, each edge between objects and each slot. */
final class CheckpointFacts {
  private static final String OBJECTS = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private final Map<String, String> facts = new TreeMap<>();
  private final TrackableObjectGraph objects;
  private final Map<Integer, String> paths = new LinkedHashMap<>();

  private CheckpointFacts(TrackableObjectGraph objects) {
    this.objects = objects;
  }

  static Map<String, String> of(Path prefix) throws InvalidProtocolBufferException {
    Checkpoint checkpoint = new BundleReader().open(prefix);
    CheckpointFacts facts =
        new CheckpointFacts(TrackableObjectGraph.parseFrom(checkpoint.text(OBJECTS)));
    checkpoint
        .entries()
        .forEach((key, spec) -> facts.put("key " + key, key.equals(OBJECTS) ? "text" : spec + ""));
    facts.walk();
    return facts.facts;
  }

  private void put(String what, String value) {
    facts.put("checkpoint: " + what, value);
  }

  /** Breadth first, so that every object has the shortest path that leads to it. */
  private void walk() {
    Deque<Integer> queue = new ArrayDeque<>();
    paths.put(0, "model");
    queue.add(0);
    while (!queue.isEmpty()) {
      int number = queue.remove();
      for (TrackableObject.ObjectReference child : byCountFirst(objects.getNodes(number))) {
        if (paths.putIfAbsent(child.getNodeId(), path(number) + "/" + child.getLocalName())
            == null) {
          queue.add(child.getNodeId());
        }
      }
    }
    for (int number = 0; number < objects.getNodesCount(); number++) {
      add(number, objects.getNodes(number));
    }
  }

  /** The order of edges does not matter; the keys have the names that count layers with weights. */
  private static List<TrackableObject.ObjectReference> byCountFirst(TrackableObject object) {
    return object.getChildrenList().stream()
        .sorted(
            Comparator.comparing(child -> !child.getLocalName().startsWith("layer_with_weights")))
        .toList();
  }

  private String path(int number) {
    return paths.getOrDefault(number, "slot");
  }

  private void add(int number, TrackableObject object) {
    for (TrackableObject.ObjectReference child : object.getChildrenList()) {
      put("edge " + path(number) + "/" + child.getLocalName(), path(child.getNodeId()));
    }
    for (TrackableObject.SerializedTensor attribute : object.getAttributesList()) {
      String at = "attribute at " + attribute.getCheckpointKey();
      put(at, attribute.getName());
      put(at + ", full name", attribute.getFullName());
    }
    for (TrackableObject.SlotVariableReference slot : object.getSlotVariablesList()) {
      put(
          "slot " + slot.getSlotName() + " of " + path(slot.getOriginalVariableNodeId()),
          objects.getNodes(slot.getSlotVariableNodeId()).getAttributes(0).getCheckpointKey());
    }
  }
}
