package io.kerasport.core.inspect;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.VariableDef;

/** The variables of a graph. */
final class GraphVariables {
  private static final AttrValue NO_ATTR = AttrValue.getDefaultInstance();
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";
  private static final Pattern ESCAPED = Pattern.compile("\\.[.S]");
  private static final Set<String> VARIABLE_OPS = Set.of("VarHandleOp", "VariableV2", "Variable");
  private static final Set<String> VARIABLE_COLLECTIONS =
      Set.of(
          "variables",
          "trainable_variables",
          "local_variables",
          "model_variables",
          "metric_variables",
          "moving_average_variables",
          "global_step");

  private GraphVariables() {}

  /** Every variable node of the main graph, in graph order. */
  static List<MetaGraphReport.Variable> of(MetaGraphDef metaGraph) {
    Map<String, Boolean> collected = trainable(metaGraph);
    Map<String, String> keys = RestoredKeys.of(metaGraph.getGraphDef());
    List<MetaGraphReport.Variable> variables = new ArrayList<>();
    for (NodeDef node : metaGraph.getGraphDef().getNodeList()) {
      if (VARIABLE_OPS.contains(node.getOp())) {
        String key = keys.get(node.getName());
        variables.add(
            new MetaGraphReport.Variable(
                node.getName(),
                Notation.dtype(node.getAttrOrDefault("dtype", NO_ATTR).getTypeValue()),
                Notation.shape(node.getAttrOrDefault("shape", NO_ATTR).getShape()),
                Optional.ofNullable(collected.get(node.getName()))
                    .or(() -> trainable(metaGraph.getObjectGraphDef(), key)),
                Optional.ofNullable(key)));
      }
    }
    return variables;
  }

  /** By node, what the collections say. */
  private static Map<String, Boolean> trainable(MetaGraphDef metaGraph) {
    Map<String, Boolean> known = new HashMap<>();
    Set<String> updated = new HashSet<>(collected(metaGraph, "trainable_variables"));
    for (String collection : VARIABLE_COLLECTIONS) {
      collected(metaGraph, collection).forEach(node -> known.put(node, updated.contains(node)));
    }
    return known;
  }

  /** What the object graph says of the variable that a checkpoint key leads to. */
  private static Optional<Boolean> trainable(SavedObjectGraph objects, @Nullable String key) {
    if (key == null || !key.endsWith(VALUE) || objects.getNodesCount() == 0) {
      return Optional.empty();
    }
    SavedObject at = objects.getNodes(0);
    for (String edge : key.substring(0, key.length() - VALUE.length()).split("/")) {
      String name =
          ESCAPED.matcher(edge).replaceAll(match -> match.group().equals(".S") ? "/" : ".");
      Optional<SavedObject> next =
          at.getChildrenList().stream()
              .filter(child -> child.getLocalName().equals(name))
              .map(ObjectReference::getNodeId)
              .filter(id -> id >= 0 && id < objects.getNodesCount())
              .findFirst()
              .map(objects::getNodes);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return at.hasVariable() ? Optional.of(at.getVariable().getTrainable()) : Optional.empty();
  }

  private static List<String> collected(MetaGraphDef metaGraph, String name) {
    CollectionDef collection =
        metaGraph.getCollectionDefOrDefault(name, CollectionDef.getDefaultInstance());
    return collection.getBytesList().getValueList().stream()
        .flatMap(bytes -> definition(name, bytes).stream())
        .map(variable -> Endpoint.ofGraph(variable.getVariableName()).node())
        .toList();
  }

  /** The variable that an entry of a collection describes, if it is one that holds variables. */
  static Optional<VariableDef> definition(String collection, ByteString bytes) {
    if (!VARIABLE_COLLECTIONS.contains(collection)) {
      return Optional.empty();
    }
    try {
      VariableDef variable = VariableDef.parseFrom(bytes);
      return variable.getVariableName().isEmpty() ? Optional.empty() : Optional.of(variable);
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }
}
