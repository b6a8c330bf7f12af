package io.kerasport.core.trackable;

import io.kerasport.core.graph.GraphVariable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;

/**
 * The object graph of a checkpoint in its serialized form.
 *
 * @param proto the graph; node 0 is the model
 * @param variables every variable with its key, in node order
 */
record ObjectGraph(TrackableObjectGraph proto, List<PlannedVariable> variables) {
  private static final String VARIABLE_VALUE = "VARIABLE_VALUE";

  static ObjectGraph of(TrackableObject root) {
    Map<TrackableObject, String> paths = root.reachable();
    Map<TrackableObject, Integer> ids = new IdentityHashMap<>();
    paths.keySet().forEach(object -> ids.put(object, ids.size()));
    TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    List<PlannedVariable> variables = new ArrayList<>();
    paths.forEach(
        (object, path) -> {
          TrackableObjectGraph.TrackableObject.Builder node = graph.addNodesBuilder();
          object
              .children()
              .forEach(
                  (name, child) ->
                      node.addChildren(
                          ObjectReference.newBuilder()
                              .setLocalName(name)
                              .setNodeId(ids.getOrDefault(child, 0))));
          GraphVariable variable = object.variable();
          if (variable != null) {
            String key = path + "/.ATTRIBUTES/" + VARIABLE_VALUE;
            node.addAttributes(
                SerializedTensor.newBuilder()
                    .setName(VARIABLE_VALUE)
                    .setFullName(variable.name())
                    .setCheckpointKey(key));
            variables.add(new PlannedVariable(variable, key));
          }
        });
    return new ObjectGraph(graph.build(), variables);
  }
}
